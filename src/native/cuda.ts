import type { Recipe, Wheel } from './recipe.ts';

const wheel = (name: string, version: string, megabytes: number, sha256: string): Wheel => ({
  name: `nvidia-${name}-cu12`,
  version,
  megabytes,
  sha256,
});

/**
 * TensorFlow built for CUDA 12.2 and cuDNN 8.9, and the libraries of NVIDIA it was built against.
 *
 * @see https://pypi.org/project/tensorflow/2.15.1: what `tensorflow[and-cuda]` requires
 */
export const gpuRecipe: Recipe = {
  backend: 'native-gpu',
  binding: '@tensorflow/tfjs-node-gpu',
  tensorflow: {
    name: 'tensorflow',
    version: '2.15.1',
    sha256: 'bb0edd69103c154245c5f209f0507355cc68ba7e4de350084bc31edc562478e4',
    megabytes: 475,
  },
  cuda: [
    wheel(
      'cublas',
      '12.2.5.6',
      418,
      'f448d8db463f9a2c7dd9a1e607c0961d3e95f825b86839c5882f7d073d406df0',
    ),
    wheel(
      'cuda-cupti',
      '12.2.142',
      14,
      'ce68d1009dd14215e38ed49643d31374c71d6fea381181cb0b9da7f19dfd1624',
    ),
    wheel(
      'cuda-nvcc',
      '12.2.140',
      21,
      'c6ff4ae7a636eb6cab7621191e19ac3779690686bbcf52c04d8b1ca2944e1e27',
    ),
    wheel(
      'cuda-nvrtc',
      '12.2.140',
      23,
      'b1cdcae6443cb7cdcfb5d1bf51896a148c9f82f9e65b27db9ab095eaed689aa7',
    ),
    wheel(
      'cuda-runtime',
      '12.2.140',
      1,
      'acb9cb7e44594a3512533497ea790d9f0b0e399abcc888584c157d1ffa080e41',
    ),
    wheel(
      'cudnn',
      '8.9.4.25',
      720,
      '9f882d5b11753c566fd32427839089eb4f8ba7a58c28446ad359e32c40229723',
    ),
    wheel(
      'cufft',
      '11.0.8.103',
      99,
      '72e961e578f9be9e316ccb4db8652c421dd0b57442624faa71061d452f449a67',
    ),
    wheel(
      'curand',
      '10.3.3.141',
      56,
      '7b6bad6817b5df2a6f5ec221206fb895d9195fdd7d2443f3e86554108c141a0a',
    ),
    wheel(
      'cusolver',
      '11.5.2.141',
      125,
      '5a85c4653ce34339a5688137f494a0f903e0f0532418550998167f00844161da',
    ),
    wheel(
      'cusparse',
      '12.1.2.141',
      195,
      '4e13d6a51d2303dcb2a023ba09546811161f0334fc64e13689397bbd3b1eb126',
    ),
    wheel(
      'nccl',
      '2.16.5',
      189,
      '84695a4248138fb2ca12f5fd3defe986e790e71ccdaad51b2ca34ca4e83ef421',
    ),
    wheel(
      'nvjitlink',
      '12.2.140',
      20,
      '95635cafbf9f96c38bea5200ab145a2e6aefbb5405e0b04c1e4ba54df2d84ec9',
    ),
  ],
  keptMegabytes: 4050,
};
