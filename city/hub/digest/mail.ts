import { createTransport } from 'nodemailer';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with name and password where the server wants them. */
  url: string;
  /** The address that letters come from. */
  from: string;
}

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** What became of a letter; `unknown`: the line broke, and the server may have it. */
export type Sending = 'sent' | 'refused' | 'try-later' | 'unknown';

export interface Mail {
  /** Whether the server is there and lets us in. */
  isReady(): Promise<boolean>;
  send(letter: Letter): Promise<Sending>;
}

const PATIENCE_MS = 10_000;

export function openMail({ url, from }: MailOptions): Mail {
  const patience = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  };
  const transport = createTransport({ url, ...patience });
  return {
    async isReady() {
      try {
        return await transport.verify();
      } catch {
        return false;
      }
    },
    async send(letter) {
      try {
        await transport.sendMail({ from, ...letter });
        return 'sent';
      } catch (error) {
        return sendingOf(error);
      }
    },
  };
}

/** Only a server that said no is known not to have taken it: 5xx for good, 4xx for now. */
function sendingOf(error: unknown): Sending {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  if (code >= 500) return 'refused';
  return code >= 400 ? 'try-later' : 'unknown';
}
