import { z } from 'zod';

/** The collection of the texts of people that a moderator let be shown. No screen of a kiosk shows them yet. */
export const PROPOSAL_TEXTS = 'proposal-text';

/** Such a text. Nothing in it leads to its writer or to what else was sent with it: its id is made by chance. */
export const proposalTextSchema = z.object({
  service: z.string().max(120),
  /** As it was written, but for what was taken out; each gap is marked. */
  text: z.string().min(1).max(60_000),
  /** The language of the screen on which it was written. */
  language: z.string().max(20),
  acceptedOn: z.iso.date(),
});

export type ProposalText = z.infer<typeof proposalTextSchema>;
