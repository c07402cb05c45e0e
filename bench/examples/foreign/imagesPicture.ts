/** Pixels of the picture for one of an image. */
const zoom = 3;

/** Rows of images under their titles. */
export interface TitledImages {
  readonly title: string;
  /** Flat, [n, height, width, channels] in [-1, 1]; the first channel is shown. */
  readonly images: ArrayLike<number>;
}

/**
 * Rows of grey images as a picture that stands alone, SVG; each row shows as many as fit.
 *
 * @param shape of one image
 */
export function imagesPicture(
  rows: readonly TitledImages[],
  [height = 1, width = 1, channels = 1]: readonly number[],
  across = 16,
): string {
  const [line, gap] = [18, 2];
  const [high, wide] = [height * zoom, width * zoom];
  const drawn = rows.flatMap(({ title, images }, row) => {
    const top = row * (line + high + gap);
    const pixels: string[] = [
      `<text x="2" y="${top + 13}" font-family="DejaVu Sans" font-size="11">${title}</text>`,
    ];
    for (let i = 0; i < across * height * width; i++) {
      const value = images[i * channels];
      if (value === undefined) break;
      const grey = Math.round(127.5 * (1 + Math.min(Math.max(value, -1), 1)));
      const [image, place] = [Math.floor(i / (height * width)), i % (height * width)];
      const x = image * (wide + gap) + (place % width) * zoom;
      const y = top + line + Math.floor(place / width) * zoom;
      pixels.push(
        `<rect x="${x}" y="${y}" width="${zoom}" height="${zoom}" fill="rgb(${grey},${grey},${grey})"/>`,
      );
    }
    return pixels;
  });
  const size = [across * (wide + gap), rows.length * (line + high + gap)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>\n`;
}
