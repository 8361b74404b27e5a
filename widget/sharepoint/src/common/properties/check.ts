/** The names of the texts that say what is wrong with a field. */
export type Mistake =
  | "endpointInvalid"
  | "endpointNotHttps"
  | "endpointHasMore"
  | "botInvalid"
  | "resourceInvalid"
  | "avatarInvalid"
  | "accentInvalid";

/** An empty endpoint is no mistake: then the tenant's counts. `http` is good for a server on the developer's own machine. */
export function checkEndpoint(text: string): Mistake | undefined {
  if (text.trim() === "") return undefined;
  const url = toUrl(text);
  if (url === undefined || !["https:", "http:"].includes(url.protocol)) return "endpointInvalid";
  if (url.protocol !== "https:" && !isOwnMachine(url.hostname)) return "endpointNotHttps";
  const isPlain = url.username === "" && url.password === "" && !/[?#]/.test(text);
  return isPlain ? undefined : "endpointHasMore";
}

export function checkBot(text: string): Mistake | undefined {
  return /^[\w-]*$/.test(text.trim()) ? undefined : "botInvalid";
}

export function checkResource(text: string): Mistake | undefined {
  return text.trim() === "" || /^(api|https):\/\/[^\s/?#]+[^\s?#]*$/.test(text.trim()) ? undefined : "resourceInvalid";
}

export function checkAvatar(text: string): Mistake | undefined {
  if (text.trim() === "") return undefined;
  const url = toUrl(text);
  return url?.protocol === "https:" || (url?.protocol === "http:" && isOwnMachine(url.hostname))
    ? undefined
    : "avatarInvalid";
}

/** @param isColor what the browser says: it knows more ways to write a colour than a pattern could. */
export function checkAccent(text: string, isColor: (text: string) => boolean): Mistake | undefined {
  return text.trim() === "" || isColor(text.trim()) ? undefined : "accentInvalid";
}

function isOwnMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}

function toUrl(text: string): URL | undefined {
  try {
    return new URL(text.trim());
  } catch {
    return undefined;
  }
}
