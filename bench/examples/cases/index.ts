/** Every example, in the order in which they run: what others need first. */
import type { ExampleCase } from '../exampleCase.ts';
import { brief } from './briefly.ts';
import { ddpm } from './ddpm.ts';
import { guided } from './guidance.ts';
import { latentDiffusion } from './latentDiffusion.ts';
import { mnist } from './mnist.ts';
import { process } from './process.ts';
import { recognisers } from './recognisers.ts';
import { textToImage } from './textToImage.ts';

export const cases: readonly ExampleCase[] = [
  ...[recognisers, ddpm, ...brief, ...guided],
  ...[textToImage, latentDiffusion, process, mnist],
];
