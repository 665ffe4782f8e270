/**
 * What a page of ours may load (`shell-3`): its own files and nothing else, nothing inline.
 * @param connect `'none'` in the kiosk, where the page talks through ports; `'self'` in a browser, which has only HTTP
 */
export function pagePolicy(connect: 'none' | 'self'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    `connect-src '${connect}'`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
