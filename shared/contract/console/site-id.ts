const LONGEST = 60;

/** The short name of a site, made of its name: `Maison de l’Été` is `maison-de-l-ete`. Empty when no letter is left. */
export function siteIdOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
}
