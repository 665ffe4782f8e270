import { tenantIdSchema } from '../../../shared/model/index.ts';

interface City {
  id: string;
  /** As the city writes it, in every language. */
  name: string;
}

/** Offered when the address names no city: those of the demonstration. A city links to its own, `?city=…`. */
export const CITIES: City[] = [
  { id: 'pantin', name: 'Pantin' },
  { id: 'paris', name: 'Paris' },
  { id: 'plaine-commune', name: 'Plaine Commune' },
  { id: 'sommet-citoyen', name: 'Sommet citoyen (proposition, ville non nommée)' },
];

/** The city that an address names, `?city=pantin`; undefined when it names none or something that is none. */
export function cityInAddress(search: string): City | undefined {
  const id = tenantIdSchema.safeParse(new URLSearchParams(search).get('city'));
  if (!id.success) return undefined;
  return CITIES.find((city) => city.id === id.data) ?? { id: id.data, name: id.data };
}
