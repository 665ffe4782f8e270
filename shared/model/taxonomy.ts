import { z } from 'zod';

/** The eight needs of the home screen, in the order in which they are shown. */
export const NEEDS = ['help', 'find', 'meet', 'opinion', 'propose', 'give-help', 'report', 'health'] as const;

export type Need = (typeof NEEDS)[number];

/** Every theme belongs to one need, so that each service has one obvious road from the home screen. */
export const THEMES = {
  'daily-life': 'help',
  newcomers: 'help',
  housing: 'help',
  'work-and-training': 'help',
  digital: 'help',
  seniors: 'help',
  places: 'find',
  'people-in-charge': 'find',
  'know-my-city': 'find',
  calendar: 'meet',
  'public-meetings': 'meet',
  courses: 'meet',
  consultations: 'opinion',
  workshops: 'opinion',
  'residents-councils': 'opinion',
  'young-people': 'opinion',
  'city-decisions': 'opinion',
  'city-contract': 'opinion',
  promises: 'opinion',
  ideas: 'propose',
  'participatory-budget': 'propose',
  'funding-and-support': 'propose',
  charter: 'propose',
  volunteering: 'give-help',
  sharing: 'give-help',
  'public-space': 'report',
  care: 'health',
  prevention: 'health',
} as const satisfies Record<string, Need>;

export type Theme = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as [Theme, ...Theme[]];

export const themeSchema = z.enum(THEME_NAMES);

/** Where a service is found besides. */
export const furtherThemesSchema = z.array(themeSchema);

export function themesOf(need: Need): Theme[] {
  return THEME_NAMES.filter((theme) => THEMES[theme] === need);
}
