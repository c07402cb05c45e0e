/** The last release of tfjs-backend-wasm that is known to need repairs of kernels it has; later ones are left as they are. */
const lastKnown = [4, 22] as const;

/** Whether kernels of this release are to be repaired. */
export function isKnownRelease(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < lastKnown[0] || (major === lastKnown[0] && minor <= lastKnown[1]);
}
