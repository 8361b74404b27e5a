import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { importJWK, jwtVerify } from "jose";
import { listen } from "#support/listen.ts";

/** One browser that subscribes. */
export type FakeBrowser = { name: string; endpoint: string; keys: { p256dh: string; auth: string } };

export type Push = {
  name: string;
  payload: unknown;
  headers: IncomingMessage["headers"];
  subject: unknown;
  body: Buffer;
};

/**
 * A push service on loopback that does what real ones do: it takes a message only with a good token of the key that the browser
 * subscribed with (RFC 8292). It also holds the keys of the browsers, and so shows what each of them reads (RFC 8291).
 */
export type FakePushService = AsyncDisposable & {
  origin: string;
  /** What came and was taken, in order. */
  pushes: Push[];
  /** `name status` of each request. */
  tries: string[];
  /** How requests for a browser are answered; 201 where nothing is set. `hang`: never. The last one stays. */
  answers: Map<string, (number | "hang" | { status: number; retryAfter: string })[]>;
  subscribe(name: string, publicKey: string): FakeBrowser;
};

export async function startFakePushService(): Promise<FakePushService> {
  const browsers = new Map<string, { ecdh: ECDH; auth: Buffer; publicKey: string }>();
  const pushes: Push[] = [];
  const tries: string[] = [];
  const answers: FakePushService["answers"] = new Map();

  const server = createServer((request, response) => {
    void receive(request, response).catch((error: unknown) => {
      tries.push(`${request.url} ${String(error)}`);
      response.writeHead(400).end(String(error));
    });
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = (request.url ?? "").replace("/send/", "");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const list = answers.get(name) ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? 201;
    const browser = browsers.get(name);
    if (browser === undefined) throw new Error("no such browser");
    const subject = await verify(request.headers.authorization ?? "", browser.publicKey);
    for (const header of ["ttl", "content-encoding"])
      if (request.headers[header] === undefined) throw new Error(`${header} is missing`);
    const payload: unknown = JSON.parse(decrypt(body, browser.ecdh, browser.auth).toString());
    tries.push(`${name} ${typeof answer === "object" ? answer.status : answer}`);
    if (answer === "hang") return;
    if (typeof answer === "object")
      return void response.writeHead(answer.status, { "retry-after": answer.retryAfter }).end();
    if (answer === 201) pushes.push({ name, payload, headers: request.headers, subject, body });
    response.writeHead(answer).end();
  }

  async function verify(authorization: string, publicKey: string): Promise<unknown> {
    const [, token = "", key = ""] = /^vapid t=([^,\s]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
    if (key !== publicKey) throw new Error("the key is not the one that the browser subscribed with");
    const point = Buffer.from(key, "base64url");
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
    const jwk = await importJWK({ kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, "ES256");
    const { payload } = await jwtVerify(token, jwk, { algorithms: ["ES256"], audience: origin });
    if ((payload.exp ?? Infinity) - Date.now() / 1000 > 86_400) throw new Error("the token lives for more than a day");
    return payload.sub;
  }

  const origin = await listen(server);
  return {
    origin,
    pushes,
    tries,
    answers,
    subscribe(name, publicKey) {
      const ecdh = createECDH("prime256v1");
      ecdh.generateKeys();
      const auth = randomBytes(16);
      browsers.set(name, { ecdh, auth, publicKey });
      const keys = { p256dh: ecdh.getPublicKey().toString("base64url"), auth: auth.toString("base64url") };
      return { name, endpoint: `${origin}/send/${name}`, keys };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** RFC 8188, in one record, with the keys of RFC 8291. */
export function decrypt(body: Buffer, browser: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  const derive = (secret: Uint8Array, by: Uint8Array, info: Uint8Array, bytes: number): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, by, info, bytes));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), sender]);
  const secret = derive(browser.computeSecret(sender), auth, info, 32);
  const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = plain.lastIndexOf(2);
  if (end < 0) throw new Error("the record does not say that it is the last");
  return plain.subarray(0, end);
}
