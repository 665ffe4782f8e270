import { z } from 'zod';

/** A postal address in France, in the parts that the schemas of data·inclusion and SCDL have. */
export const addressSchema = z.object({
  street: z.string().min(1).max(200),
  more: z.string().min(1).max(200).optional(),
  postalCode: z.string().regex(/^\d{5}$/),
  city: z.string().min(1).max(100),
  inseeCode: z
    .string()
    .regex(/^(\d{2}|2[AB])\d{3}$/)
    .optional(),
});

/** WGS 84, in degrees. */
export const positionSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** How to reach a place or an organization: never a person's name. */
export const reachedBySchema = z.object({
  telephone: z
    .string()
    .regex(/^\+?[\d .-]{2,30}$/)
    .optional(),
  email: z.email().max(200).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

/** Where a record comes from: an organization, a file, a page; by name, with its address where it has one. */
export const originSchema = z.object({
  name: z.string().min(1).max(200),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  checkedOn: z.iso.date().optional(),
});

/** A language that people speak somewhere, by its tag (`ar`, `zh-Hans`): not only those that the kiosk has. */
export const spokenLanguageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
