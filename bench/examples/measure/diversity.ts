/**
 * How different the images of one class are: the mean distance of two of them, of each class.
 *
 *   D_c = mean over i < j of class c of |f_i - f_j|
 *
 * in features f of a network that was trained apart.
 *
 * @param features of each image
 * @param asked the class that each image was asked to be of
 * @param classes how many there are
 * @see Zhu et al. (2017), arXiv:1711.11586, section 5, who take LPIPS for |f_i - f_j|
 */
export function diversityOf(
  features: readonly Float32Array[],
  asked: readonly number[],
  classes: number,
): readonly number[] {
  return Array.from({ length: classes }, (_, c) => {
    const own = features.filter((__, i) => asked[i] === c);
    let [sum, pairs] = [0, 0];
    for (const [i, one] of own.entries()) {
      for (const other of own.slice(i + 1)) {
        sum += Math.hypot(...one.map((value, k) => value - (other[k] as number)));
        pairs++;
      }
    }
    return sum / pairs;
  });
}
