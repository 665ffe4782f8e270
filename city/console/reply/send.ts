import { type OpenedRequest, type Reply } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/result/index.ts';
import { type Hub, type OpenReason, type ReplyReason } from '../connection/index.ts';

export type SendReason = ReplyReason | OpenReason;

export interface Sending {
  reply: Reply;
  agentName: string;
  /** See `Draft`. */
  unansweredAfter: number | undefined;
}

/**
 * Sends a reply. After a try that got no answer it first looks whether that one arrived, because the visitor must not
 * be answered the same twice.
 */
export async function sendReply(hub: Hub, sending: Sending): Promise<Result<{ turn: number }, SendReason>> {
  if (sending.unansweredAfter !== undefined) {
    const now = await hub.open(sending.reply.id);
    if (!now.ok) return now;
    const arrived = arrivedSince(sending.unansweredAfter, sending, now.value);
    if (arrived !== undefined) return ok({ turn: arrived.turn });
  }
  return hub.reply(sending.reply);
}

export function lastTurn(request: OpenedRequest): number {
  return Math.max(0, ...request.answers.map((answer) => answer.turn));
}

function arrivedSince(turn: number, { reply, agentName }: Sending, now: OpenedRequest) {
  return now.answers.find(
    (answer) => answer.turn > turn && answer.agent === agentName && answer.state === reply.state,
  );
}
