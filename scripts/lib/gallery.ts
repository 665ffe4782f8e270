import { Trouble } from './steps.ts';

export async function takeGallery(folder: string): Promise<void> {
  throw new Trouble(`not yet ${folder}`);
}
