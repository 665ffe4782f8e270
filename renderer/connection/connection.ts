import { type EndReason, type Opening, type PrintReason } from '../../shared/contract/index.ts';
import { type Result } from '../../shared/result/index.ts';
import { type Clients } from './clients.ts';

export interface Connection extends Clients {
  /** Throws the page away, with all that it holds. */
  endVisit(why: EndReason): Promise<void>;
  /** Prints the page as its print style sheet lays it out, on a paper of this length if it is cut to length. */
  print(lengthMillimetres: number): Promise<Result<undefined, PrintReason>>;
  /** False in a browser, whose window may be smaller than the panel that it stands for. */
  onKiosk: boolean;
  /** Only where the console shows the page in a frame. */
  preview?: Preview;
}

/** The console that shows this page in a frame: it says how the page is to look, and when to look again. */
export interface Preview {
  /** Told the last word, if there was one, and each that follows. @returns the way to stop listening */
  watch(listener: (opening: Opening) => void): () => void;
}
