import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type z } from 'zod';
import { kioskConfigurationSchema, type KioskConfiguration } from '../../shared/contract/index.ts';
import { readCertificates } from './hub/certificates.ts';

/** `sentence` is in French, for the technician who stands before the screen: it names the file and the key. */
export type ConfigurationReading =
  { ok: true; value: KioskConfiguration } | { ok: false; reason: ConfigurationReason; sentence: string };

type ConfigurationReason =
  'configuration-missing' | 'configuration-unreadable' | 'configuration-not-json' | 'configuration-wrong';

/** Reads a kiosk's configuration file. The first thing that is wrong is told in one sentence. */
export function readConfiguration(file: string): ConfigurationReading {
  const text = readText(file);
  if (!text.ok) return text;
  const json = parseJson(file, text.value);
  if (!json.ok) return json;
  const configuration = kioskConfigurationSchema.safeParse(json.value);
  if (configuration.success) return withCertificate(file, configuration.data);
  return refused('configuration-wrong', sentenceFor(file, configuration.error.issues[0]));
}

function readText(file: string): { ok: true; value: string } | Refusal {
  try {
    return { ok: true, value: readFileSync(file, 'utf8') };
  } catch (error) {
    return isMissing(error)
      ? refused('configuration-missing', `Il manque le fichier de configuration ${file}.`)
      : refused('configuration-unreadable', `Le fichier de configuration ${file} ne peut pas être lu.`);
  }
}

function parseJson(file: string, text: string): { ok: true; value: unknown } | Refusal {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return refused(
      'configuration-not-json',
      `Le fichier de configuration ${file} n’est pas du JSON correct.`,
    );
  }
}

/** A city's certificate that is missing would cut the kiosk off without a word. */
function withCertificate(file: string, configuration: KioskConfiguration): ConfigurationReading {
  if (configuration.hubCertificate === undefined) return { ok: true, value: configuration };
  const hubCertificate = resolve(dirname(file), configuration.hubCertificate);
  if (readCertificates(hubCertificate).length > 0)
    return { ok: true, value: { ...configuration, hubCertificate } };
  return refused(
    'configuration-wrong',
    `Dans ${file}, la clé « hubCertificate » doit nommer un fichier PEM avec un certificat.`,
  );
}

interface Refusal {
  ok: false;
  reason: ConfigurationReason;
  sentence: string;
}

function refused(reason: ConfigurationReason, sentence: string): Refusal {
  return { ok: false, reason, sentence };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function sentenceFor(file: string, issue: z.core.$ZodIssue | undefined): string {
  const key = issue?.path.join('.') ?? '';
  const where = key === '' ? `Le fichier de configuration ${file}` : `Dans ${file}, la clé « ${key} »`;
  if (issue?.code === 'unrecognized_keys') {
    const unknown = [...issue.path, issue.keys[0]].join('.');
    return `Dans ${file}, la clé « ${unknown} » est inconnue : vérifiez son orthographe.`;
  }
  if (issue?.code === 'too_small') return `${where} doit valoir au moins ${issue.minimum}.`;
  if (issue?.code === 'too_big') return `${where} doit valoir au plus ${issue.maximum}.`;
  if (issue?.code === 'invalid_type') return `${where} manque ou n’est pas ${kindOf(issue.expected)}.`;
  if (issue?.code === 'invalid_format')
    return `${where} doit être une adresse qui commence par http:// ou https://.`;
  return `${where} n’a pas une valeur permise.`;
}

const KINDS: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  object: 'un objet',
};

function kindOf(expected: string): string {
  return KINDS[expected] ?? 'du bon type';
}
