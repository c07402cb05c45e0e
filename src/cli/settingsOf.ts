/** Facts as settings of a page: those that are text, numbers or claims, their names in words; lists between commas. */
export function settingsOf(facts: object): Record<string, string | number> {
  const settings: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts)) {
    const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (typeof value === 'string' || typeof value === 'number') settings[words] = value;
    else if (typeof value === 'boolean') settings[words] = value ? 'yes' : 'no';
    else if (Array.isArray(value)) settings[words] = value.join(', ');
  }
  return settings;
}
