import { InputError, requirePositive } from '../../errors/index.ts';

/** @throws InputError unless 0 < sigmaMin < sigmaMax */
export function requireSigmas(name: string, sigmaMin: number, sigmaMax: number): void {
  requirePositive(`${name}: sigmaMin`, sigmaMin);
  requirePositive(`${name}: sigmaMax`, sigmaMax);
  if (sigmaMin < sigmaMax) return;
  throw new InputError(`${name}: sigmaMin must be below sigmaMax, got ${sigmaMin} and ${sigmaMax}`);
}
