/** A wheel of PyPI, by name, version and content. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the file: pip refuses any other. */
  readonly sha256: string;
  /** Size of the file, in megabytes of 10^6 bytes. */
  readonly megabytes: number;
}

/** What a native backend is made of. */
export interface Recipe {
  readonly backend: 'native' | 'native-gpu';
  /** The npm package that binds TensorFlow to Node. */
  readonly binding: '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';
  /** Carries TensorFlow's two shared libraries and the headers of its C interface. */
  readonly tensorflow: Wheel;
  /** NVIDIA's libraries. */
  readonly cuda: readonly Wheel[];
  /** What is kept of the wheels, in megabytes. */
  readonly keptMegabytes: number;
}

/** The release of the binding: that of the tfjs-core this package depends on, or there would be two of them. */
export const bindingVersion = '4.22.0';

/** The version of Node's ABI-stable interface that the binding is written for; every Node since 16 offers it. */
export const nodeApi = 8;

/** Megabytes that the binding and what it depends on add to a project. */
export const bindingMegabytes = 250;

/** Where TensorFlow's headers and libraries are in a wheel, and in the folder that is kept of it. */
export const keptParts: readonly (readonly [from: string, to: string])[] = [
  ['tensorflow/libtensorflow_cc.so.2', 'lib/libtensorflow_cc.so.2'],
  ['tensorflow/libtensorflow_framework.so.2', 'lib/libtensorflow_framework.so.2'],
  ['tensorflow/include/tensorflow/c/', 'include/tensorflow/c/'],
  ['tensorflow/include/tensorflow/core/platform/', 'include/tensorflow/core/platform/'],
  ['tensorflow/include/tensorflow/tsl/', 'include/tensorflow/tsl/'],
  ['tensorflow/include/tsl/', 'include/tsl/'],
  ['nvidia/', 'nvidia/'],
];

/**
 * TensorFlow for the processor. 2.15.1 is the newest release that passes the whole suite of tfjs-core: 2.18 and later
 * return zeros from `round` of integers.
 */
export const cpuRecipe: Recipe = {
  backend: 'native',
  binding: '@tensorflow/tfjs-node',
  tensorflow: {
    name: 'tensorflow-cpu',
    version: '2.15.1',
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
    megabytes: 207,
  },
  cuda: [],
  keptMegabytes: 620,
};
