import { metrics } from '../metrics/index.ts';
import type { Values } from '../report/index.ts';
import type { MeasuredSamples } from './measured.ts';
import { settingsOf } from './settingsOf.ts';
import { packageVersions } from './versions.ts';

/** What a value is, by its name. */
function aboutOf(name: string): string | undefined {
  const several = metrics.find(({ each }) => each?.[name] !== undefined)?.each?.[name];
  return several ?? metrics.find((metric) => metric.name === name)?.about;
}

/** Measured samples as the values of a page. @param command that repeats it */
export function measurementValues(found: MeasuredSamples, command: string): Values {
  const { samples, reference, counts, drawn, values, refused, ...facts } = found;
  const { features, layer, dimension } = facts;
  const seen =
    features === undefined
      ? `${dimension} values of each`
      : `${dimension} features of each, by ${features}${layer === undefined ? '' : ` (${layer})`}`;
  const how =
    drawn === undefined
      ? ''
      : ` The samples were drawn by ${drawn.solver} in ${drawn.steps} steps, ${drawn.evaluations} network calls.`;
  return {
    title: `How far ${samples} is from ${reference}`,
    opening: [
      `${counts.samples} samples of ${samples} were held against ${counts.reference} of ${reference}, ${seen}.${how}`,
    ],
    values: Object.entries(values).map(([name, { value, error }]) => {
      return { name, value, error, about: aboutOf(name) };
    }),
    refused,
    settings: {
      ...{ samples, reference, 'samples held': counts.samples },
      ...{ 'reference held': counts.reference, ...settingsOf(facts), ...settingsOf(drawn ?? {}) },
    },
    ...{ versions: packageVersions(), command },
  };
}
