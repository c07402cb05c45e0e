import type { Values } from '../report/index.ts';
import { settingsOf } from './settingsOf.ts';
import { packageVersions } from './versions.ts';

/** What is said of a likelihood. */
export interface LikelihoodFacts {
  readonly of: string;
  readonly data: string;
  readonly samples: number;
  readonly dimension: number;
  readonly logLikelihoodNats: { readonly value: number; readonly error: number };
  readonly bitsPerDimension: { readonly value: number; readonly error: number };
  readonly exactNats?: number;
  /** Everything else that JSON tells. */
  readonly [fact: string]: unknown;
}

/** A likelihood as the values of a page. */
export function likelihoodValues(
  facts: LikelihoodFacts,
  each: Float64Array,
  levels: string,
  command: string,
): Values {
  const { of, data, samples, dimension, exactNats } = facts;
  const exact = exactNats === undefined ? '' : `; exactly ${exactNats.toFixed(4)}`;
  return {
    title: `How likely ${data} are under ${of}`,
    opening: [
      `The log-likelihood of ${samples} samples of ${dimension} values by the probability flow, followed from data to noise.`,
    ],
    values: [
      {
        ...{ name: 'log-likelihood', ...facts.logLikelihoodNats },
        about: `nats a sample, the mean${exact}`,
      },
      { name: 'bits per dimension', ...facts.bitsPerDimension, about: levels },
    ],
    refused: {},
    each: { label: 'log-likelihood in nats', values: Array.from(each) },
    ...{ settings: settingsOf(facts), versions: packageVersions(), command },
  };
}
