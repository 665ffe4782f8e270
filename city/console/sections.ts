import {
  BellRing,
  Eye,
  Inbox,
  KeyRound,
  Mail,
  MailQuestionMark,
  Megaphone,
  MessageSquareText,
  MonitorCog,
  Phone,
  ScanText,
  ScrollText,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Agent, type Grant, hasRole, type Role } from '../../shared/contract/index.ts';
import { type MessageKey } from './words/index.ts';

export interface Section {
  /** What stands behind the # of the address. */
  id: string;
  name: MessageKey;
  sign: LucideIcon;
  may: readonly Role[];
  /** What a day is made of, or what keeps the city's side in order: seen smaller, below. */
  group: 'day' | 'city';
}

/** The parts of the console, in the order in which a day needs them. Each is seen by those alone who may work in it. */
export const SECTIONS = [
  { id: 'requests', group: 'day', name: 'section.requests', sign: Inbox, may: ['agent'] },
  { id: 'callbacks', group: 'day', name: 'section.callbacks', sign: Phone, may: ['agent'] },
  { id: 'desks', group: 'day', name: 'section.desks', sign: BellRing, may: ['agent', 'administrator'] },
  { id: 'publish', group: 'day', name: 'section.publish', sign: Megaphone, may: ['publisher'] },
  { id: 'moderation', group: 'day', name: 'section.moderation', sign: ScanText, may: ['moderator'] },
  { id: 'preview', group: 'day', name: 'section.preview', sign: Eye, may: ['publisher'] },
  {
    id: 'templates',
    group: 'city',
    name: 'section.templates',
    sign: MessageSquareText,
    may: ['publisher', 'administrator'],
  },
  {
    id: 'letters',
    group: 'city',
    name: 'section.letters',
    sign: MailQuestionMark,
    may: ['administrator', 'auditor'],
  },
  {
    id: 'kiosks',
    group: 'city',
    name: 'section.kiosks',
    sign: MonitorCog,
    may: ['administrator', 'auditor'],
  },
  { id: 'accounts', group: 'city', name: 'section.accounts', sign: Users, may: ['administrator'] },
  { id: 'journal', group: 'city', name: 'section.journal', sign: ScrollText, may: ['auditor'] },
  { id: 'keys', group: 'city', name: 'section.keys', sign: KeyRound, may: ['administrator', 'auditor'] },
  { id: 'digest', group: 'city', name: 'section.digest', sign: Mail, may: ['agent', 'administrator'] },
] as const satisfies Section[];

/** Everybody's own account, behind their name: whoever has no role has a password all the same. */
export const OWN_ACCOUNT = 'account';

export type SectionId = (typeof SECTIONS)[number]['id'] | typeof OWN_ACCOUNT;

export function sectionsFor({ grants }: { grants: readonly Grant[] }): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(({ may }) => hasRole(grants, may));
}

/** What follows a question mark belongs to the section itself. */
function namedSection(): string {
  return location.hash.slice(1).split('?')[0] ?? '';
}

/** The section that the address names, or the first one; the browser's own Back goes to the one before. */
export function useSection(agent: Agent): SectionId | undefined {
  const [named, setNamed] = useState(namedSection);
  useEffect(() => {
    const follow = () => setNamed(namedSection());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  if (named === OWN_ACCOUNT) return OWN_ACCOUNT;
  const sections = sectionsFor(agent);
  return (sections.find(({ id }) => named === id) ?? sections[0])?.id;
}
