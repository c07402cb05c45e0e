/** A number to six digits; an integer is kept whole. */
function shortened(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

/** Facts as settings of a page: those that are text, numbers (to six digits) or claims, their names in words; lists between commas. */
export function settingsOf(facts: object): Record<string, string | number> {
  const settings: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts)) {
    const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (typeof value === 'string') settings[words] = value;
    else if (typeof value === 'number') settings[words] = shortened(value);
    else if (typeof value === 'boolean') settings[words] = value ? 'yes' : 'no';
    else if (Array.isArray(value)) settings[words] = value.join(', ');
  }
  return settings;
}
