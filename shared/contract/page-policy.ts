/** Where the build puts the worker that speaks, and its data. */
const SPEECH_FOLDER = '/speech/';

/**
 * The policy to send with a file of the page.
 * @param origin of the page, such as `app://borne`
 * @param connect see `pagePolicy`
 */
export function policyFor(pathname: string, origin: string, connect: 'none' | 'self'): string {
  return pathname.startsWith(SPEECH_FOLDER) ? speechPolicy(origin) : pagePolicy(connect);
}

/**
 * What a page of ours may load (`shell-3`): its own files and nothing else, nothing inline.
 * @param connect `'none'` in the kiosk, where the page talks through ports; `'self'` in a browser, which has only HTTP
 */
export function pagePolicy(connect: 'none' | 'self'): string {
  return textOf(pageRules(connect));
}

/** The agents' console: a page of ours that also shows the visitor's page in a frame. */
export function consolePolicy(): string {
  return textOf({ ...pageRules('self'), 'frame-src': "'self'" });
}

/**
 * The visitor's page in that frame. Threat: what it shows are drafts, which a mistake or a stolen account may have filled
 * with anything. So its origin is nobody's, even when it is opened by itself: it reaches neither the console's page nor its
 * session, and it connects to nothing; all that it knows comes through the ports that the console hands to it.
 */
export function previewPolicy(): string {
  return textOf({ ...pageRules('none'), 'frame-ancestors': "'self'", sandbox: PREVIEW_SANDBOX });
}

/** What the frame may do, besides showing: run its own scripts. The element says the same as the policy. */
export const PREVIEW_SANDBOX = 'allow-scripts';

function pageRules(connect: 'none' | 'self'): Record<string, string> {
  return {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'media-src': "'self' blob:",
    'connect-src': `'${connect}'`,
    'worker-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
    'require-trusted-types-for': "'script'",
  };
}

function textOf(rules: Record<string, string>): string {
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/**
 * What the worker that speaks may load. Threat: it runs a large program of others, translated from C, on words that are a
 * visitor's own; a text made to break that program, or a poisoned version of it, would want to send those words away or
 * to fetch more code. So the worker reaches the folder of its own data, which holds nothing but constant files, and that
 * is all: no other address, no script besides itself, no `eval`, no WebAssembly (the package is JavaScript, made by
 * wasm2js). The page gives up nothing for it: a worker has the policy that its own file was sent with.
 */
function speechPolicy(origin: string): string {
  return [
    "default-src 'none'",
    `connect-src ${origin}${SPEECH_FOLDER}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
