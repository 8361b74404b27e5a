import type { DeskRole, MadeKey, NewKey, SignedIn } from "@causerie/protocol/desk";

export type DeskAnswer<Body = unknown> = { status: number; headers: Headers; body: Body };

/** The browser of somebody of the team: it keeps the cookie, and says what a page of the desk says. */
export class DeskClient {
  readonly url: string;
  cookie: string | undefined;
  /** Of what the browser was asked: a passkey, or somebody at the provider. */
  challenge: string | undefined;
  /** What it sends beside: of a page of the desk unless a test says otherwise. */
  headers: Record<string, string>;

  constructor(url: string) {
    this.url = url;
    this.headers = { "X-Causerie-Desk": "1", Origin: url, "Sec-Fetch-Site": "same-origin" };
  }

  async call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<DeskAnswer<Body>> {
    const response = await fetch(`${this.url}/desk/api${path}`, {
      method,
      headers: {
        ...this.headers,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...this.#cookies(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const kept = pair.endsWith("=") ? undefined : pair;
      if (/^[\w-]+-challenge[-=]/.test(pair)) this.challenge = kept;
      else this.cookie = kept;
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? undefined : JSON.parse(text)) as Body,
    };
  }

  #cookies(): Record<string, string> {
    const kept = [this.cookie, this.challenge].filter((each) => each !== undefined);
    return kept.length === 0 ? {} : { Cookie: kept.join("; ") };
  }

  get<Body = unknown>(path: string): Promise<DeskAnswer<Body>> {
    return this.call("GET", path);
  }

  signIn(email: string, password: string): Promise<DeskAnswer<SignedIn>> {
    return this.call("POST", "/sign-in", { email, password });
  }

  /** @returns the token of the invitation. */
  async invite(email: string, role: DeskRole): Promise<string> {
    const { body } = await this.call<{ link: string }>("POST", "/invitations", { email, role });
    return tokenOf(body.link);
  }

  async makeKey(key: NewKey): Promise<MadeKey> {
    return (await this.call<MadeKey>("POST", "/keys", key)).body;
  }
}

export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
