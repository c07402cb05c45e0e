const [entryMark, endMark, locatorMark] = [0x02014b50, 0x06054b50, 0x07064b50];
/** Bytes of the records that end an archive, without what is written behind them: the end, and where a large one's is. */
const [endBytes, locatorBytes] = [22, 20];

/** The end of a zip archive, behind which a comment may stand; -1 without one. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  return -1;
}

/** Where the entries of a zip archive are listed. */
function listAt(view: DataView, end: number): number {
  const locator = end - locatorBytes;
  if (locator < 0 || view.getUint32(locator, true) !== locatorMark) {
    return view.getUint32(end + 16, true);
  }
  const large = Number(view.getBigUint64(locator + 8, true));
  return Number(view.getBigUint64(large + 48, true));
}

/**
 * The CRC-32 of each file of a zip archive by its name, out of the list at its end.
 *
 * @throws RangeError if the list reaches beyond the archive
 * @see PKWARE, APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16
 */
export function checksumsOf(archive: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const sums = new Map<string, number>();
  const end = endOf(view);
  if (end < 0) return sums;
  let at = listAt(view, end);
  while (at < end && view.getUint32(at, true) === entryMark) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const from = at + 46;
    const to = from + (name as number);
    sums.set(new TextDecoder().decode(archive.subarray(from, to)), view.getUint32(at + 16, true));
    at = to + (extra as number) + (comment as number);
  }
  return sums;
}
