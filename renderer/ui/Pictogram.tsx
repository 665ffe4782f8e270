import { type Pictogram as ServicePictogram } from '../../shared/model/index.ts';
import { SCREEN_PICTOGRAMS, type ScreenPictogram } from './screen-pictograms.ts';
import { SERVICE_PICTOGRAMS } from './service-pictograms.ts';

export type PictogramName = ServicePictogram | ScreenPictogram;

export interface PictogramProps {
  name: PictogramName;
  /** For drawings that mean a direction: they turn round where the script runs the other way. */
  follows?: 'reading-direction';
}

const DRAWINGS = { ...SERVICE_PICTOGRAMS, ...SCREEN_PICTOGRAMS };

/** The whole family. */
export const PICTOGRAM_NAMES = Object.keys(DRAWINGS) as PictogramName[];

/** A picture beside a word, never instead of one: it says nothing to a screen reader. */
export function Pictogram({ name, follows }: PictogramProps) {
  const Drawing = DRAWINGS[name];
  return <Drawing aria-hidden="true" className="pictogram" data-follows={follows} strokeWidth={1.75} />;
}
