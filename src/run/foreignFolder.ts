import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { again, fileError, readSafetensors, type Safetensors } from '../io/index.ts';

/** A folder of diffusers as it stands. */
export interface ForeignFolder {
  readonly unet: Readonly<Record<string, unknown>>;
  /** The files, for messages. */
  readonly files: { readonly unet: string; readonly scheduler: string; readonly weights: string };
  readonly scheduler?: Readonly<Record<string, unknown>> | undefined;
  readonly tensors: Safetensors['tensors'];
}

const object = z.record(z.string(), z.unknown());
const weights = 'diffusion_pytorch_model';

/** JSON as Python writes it, in which infinite numbers may stand: they become texts. */
async function pythonJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw fileError(file, error);
  });
  try {
    return object.parse(JSON.parse(text.replace(/(:\s*)(-?Infinity|NaN)(?=\s*[,}])/g, '$1"$2"')));
  } catch (error) {
    const why = error instanceof z.ZodError ? 'an object was expected' : (error as Error).message;
    throw new InputError(`${file}: is not JSON of settings: ${why}`);
  }
}

/** Where the parts of a folder are: in folders of their own in that of a pipeline, else all in one. */
function partsOf(folder: string): { readonly unet: string; readonly scheduler: string } {
  const inside = path.join(folder, 'unet');
  if (existsSync(path.join(inside, 'config.json'))) {
    return { unet: inside, scheduler: path.join(folder, 'scheduler') };
  }
  if (existsSync(path.join(folder, 'config.json'))) return { unet: folder, scheduler: folder };
  throw new InputError(
    `${folder}: holds neither config.json nor unet/config.json; give a folder that save_pretrained of diffusers wrote`,
  );
}

/** The file of the weights in a folder. @throws InputError if there is none that can be read, saying what to do */
function weightsIn(folder: string): string {
  const file = path.join(folder, `${weights}.safetensors`);
  if (existsSync(file)) return file;
  const half = path.join(folder, `${weights}.fp16.safetensors`);
  if (existsSync(half)) return half;
  const pickled = path.join(folder, `${weights}.bin`);
  if (existsSync(pickled)) {
    throw new InputError(
      `${pickled}: is a pickle of PyTorch, which can run any code and is not read; write safetensors with: python -c "from diffusers import UNet2DModel; UNet2DModel.from_pretrained('${folder}').save_pretrained('${folder}')"`,
    );
  }
  if (existsSync(`${file}.index.json`)) {
    throw new InputError(
      `${file}.index.json: weights in several files are not read; write one with save_pretrained('${folder}', max_shard_size='100GB')`,
    );
  }
  throw new InputError(`${folder}: holds no weights, expected ${weights}.safetensors`);
}

function tensorsOf(file: string, bytes: Uint8Array): Safetensors['tensors'] {
  try {
    return readSafetensors(file, bytes).tensors;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${error.message}; ${again}`);
  }
}

/**
 * Reads a folder that diffusers wrote: of a UNet2DModel, with scheduler_config.json beside it or not, or of a pipeline with folders
 * unet and scheduler.
 *
 * @throws InputError if a file is missing, cannot be read or is damaged, naming it
 */
export async function readForeignFolder(folder: string): Promise<ForeignFolder> {
  const parts = partsOf(folder);
  const files = {
    unet: path.join(parts.unet, 'config.json'),
    scheduler: path.join(parts.scheduler, 'scheduler_config.json'),
    weights: weightsIn(parts.unet),
  };
  const [unet, bytes] = await Promise.all([
    pythonJson(files.unet),
    readFile(files.weights).catch((error) => {
      throw fileError(files.weights, error);
    }),
  ]);
  const scheduler = existsSync(files.scheduler) ? await pythonJson(files.scheduler) : undefined;
  return { unet, files, scheduler, tensors: tensorsOf(files.weights, bytes) };
}
