const SESSION_COOKIE = /^((?:__Host-)?access_token)=([^;]*)/;

/**
 * Sends the session's cookie as the last answer set it: the server sets another whenever it renews the session. A browser
 * keeps the cookie itself, and shows none of it here.
 */
export function keepCookie(send: typeof fetch): typeof fetch {
  let cookie: string | undefined;
  return async (input, init) => {
    const request = new Request(input, init);
    if (cookie !== undefined) request.headers.set("Cookie", cookie);
    const response = await send(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = SESSION_COOKIE.exec(line) ?? [];
      // Log-out clears the cookie by an empty one.
      if (name !== undefined) cookie = value ? `${name}=${value}` : undefined;
    }
    return response;
  };
}
