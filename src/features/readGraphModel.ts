import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { fileError } from '../io/index.ts';

const manifest = z.array(
  z.object({ paths: z.array(z.string()), weights: z.array(z.record(z.string(), z.unknown())) }),
);

/** What of a model.json is looked at here; the rest is read by tfjs-converter. */
const graph = z.object({
  format: z.string().optional(),
  modelTopology: z.object({ node: z.array(z.object({ name: z.string(), op: z.string() })) }),
  weightsManifest: manifest,
});

/** A graph model and the names of its nodes. */
export interface ReadGraphModel {
  readonly model: GraphModel<io.IOHandlerSync>;
  readonly nodes: readonly string[];
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error) => {
    throw fileError(file, error);
  });
}

function parsed(file: string, text: string): z.infer<typeof graph> & io.ModelJSON {
  let json: z.infer<typeof graph> & io.ModelJSON;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${file}: is not JSON; give a folder with a model.json of TensorFlow.js`);
  }
  const isOfLayers = z
    .object({
      modelTopology: z.union([
        z.object({ model_config: z.unknown() }),
        z.object({ class_name: z.unknown() }),
      ]),
    })
    .safeParse(json).success;
  if (json.format === 'layers-model' || isOfLayers) {
    throw new InputError(
      `${file}: is a layers model, expected a graph model; convert it with tensorflowjs_converter --input_format=tfjs_layers_model --output_format=tfjs_graph_model`,
    );
  }
  const read = graph.safeParse(json);
  if (read.success) return json;
  const where = read.error.issues[0]?.path.join('.');
  throw new InputError(`${file}: is no graph model of TensorFlow.js${where ? `: ${where}` : ''}`);
}

/**
 * Reads a graph model and its weights from disk.
 *
 * @param file its model.json
 * @throws InputError for a layers model, anything else, and weights that are missing or cut short
 */
export async function readGraphModel(file: string): Promise<ReadGraphModel> {
  const json = parsed(file, new TextDecoder().decode(await bytesOf(file)));
  const shards = json.weightsManifest.flatMap(({ paths }) => paths);
  const parts = await Promise.all(
    shards.map((shard) => bytesOf(path.join(path.dirname(file), shard))),
  );
  const { loadGraphModelSync } = await import('@tensorflow/tfjs-converter');
  try {
    const model = loadGraphModelSync([json, new Uint8Array(Buffer.concat(parts)).buffer]);
    return { model, nodes: json.modelTopology.node.map(({ name }) => name) };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InputError(
      `${file}: cannot be opened with its ${shards.length} files of weights: ${why}`,
    );
  }
}
