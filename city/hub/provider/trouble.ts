import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';

const SERVER_FAILED = 500;

/** What an error of the library says of the provider; undefined for a bug of ours. */
export function troubleOf(error: unknown): 'provider-away' | 'provider-refused' | undefined {
  if (error instanceof AuthorizationResponseError || error instanceof WWWAuthenticateChallengeError) {
    return 'provider-refused';
  }
  if (error instanceof ResponseBodyError) {
    return error.status >= SERVER_FAILED ? 'provider-away' : 'provider-refused';
  }
  if (error instanceof ClientError) {
    const { cause, code } = error;
    if (code === 'OAUTH_TIMEOUT') return 'provider-away';
    return cause instanceof Response && cause.status >= SERVER_FAILED ? 'provider-away' : 'provider-refused';
  }
  // What `fetch` throws: no such host, no connection, a certificate that nobody vouches for.
  if (error instanceof TypeError && error.message === 'fetch failed') return 'provider-away';
  return undefined;
}
