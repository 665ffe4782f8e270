import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedLetter {
  to: string[];
  text: string;
}

export interface MailServer {
  url: string;
  letters: ReceivedLetter[];
  /** What it answers to a letter; undefined takes it. */
  refuseWith(code: number | undefined): void;
  stop(): Promise<void>;
}

/** A real SMTP server, at a port of its own or the given one. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  let refusal: number | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (refusal !== undefined) return done(Object.assign(new Error('no'), { responseCode: refusal }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, text: Buffer.concat(pieces).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    refuseWith: (code) => (refusal = code),
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
