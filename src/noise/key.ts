/** Two 32-bit words that name one stream of random numbers. */
export type Key = readonly [number, number];
