import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { FetchError, fetchFile, type FetchRules } from "./fetch-file.ts";

const hosts = ["*.fbcdn.net", "files.example.com"];

/** A file server on this machine, which only `trustedHost` may reach. */
async function startFiles(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked: string[] = [];
  server.on("request", ({ url: path = "" }) => asked.push(path));
  const rules: FetchRules = { hosts, trustedHost: "127.0.0.1", maxBytes: 1_000 };
  return {
    url,
    asked,
    rules,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function outcomeOf(address: string, rules: FetchRules, signal = new AbortController().signal): Promise<string> {
  try {
    const file = await fetchFile(address, rules, signal);
    return `${file.mediaType} ${(await buffer(file.content())).length}`;
  } catch (error) {
    return error instanceof FetchError ? error.reason : `threw ${String(error)}`;
  }
}

test("a file comes with what its server says of it", async () => {
  await using files = await startFiles((_, response) =>
    response.writeHead(200, { "content-type": "Image/PNG; q=1" }).end("abc"),
  );
  expect(await outcomeOf(`${files.url}/a.png`, files.rules)).toBe("image/png 3");
});

test("a secret goes to the first host only: where that redirects to another one, it stays behind", async () => {
  const shown: (string | undefined)[] = [];
  await using other = await startFiles(({ headers }, response) => {
    shown.push(headers.authorization);
    response.end("abc");
  });
  await using files = await startFiles(({ headers, url }, response) => {
    shown.push(headers.authorization);
    response.writeHead(302, { location: url === "/a" ? "/b" : `${other.url}/c` }).end();
  });
  const rules = { ...files.rules, headers: { authorization: "Bearer secret" } };
  expect(await outcomeOf(`${files.url}/a`, rules)).toBe("application/octet-stream 3");
  expect(shown).toEqual(["Bearer secret", "Bearer secret", undefined]);
});

test.each([
  "https://fbcdn.net.evil.example/a",
  "https://evil.example/a",
  "https://afbcdn.net/a",
  "http://scontent.fbcdn.net/a",
  "https://scontent.fbcdn.net:8443/a",
  "https://user:secret@scontent.fbcdn.net/a",
  "https://10.0.0.1/a",
  "https://[::1]/a",
  "file:///etc/passwd",
  "data:text/plain,abc",
  "/a",
  "",
])("nothing is fetched from %s", async (address) => {
  const resolve = (() => {
    throw new Error("it was looked up");
  }) as unknown as NonNullable<FetchRules["resolve"]>;
  expect(await outcomeOf(address, { hosts, maxBytes: 10, resolve })).toBe("refused");
});

test.each([["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"], []])(
  "nothing is fetched from a host of the platform that resolves to %s",
  async (...addresses) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const resolve = ((_name: string, _options: object, answer: (error: null, found: object[]) => void) =>
      answer(null, found)) as unknown as NonNullable<FetchRules["resolve"]>;
    expect(await outcomeOf("https://scontent.fbcdn.net/a", { hosts, maxBytes: 10, resolve })).toBe("refused");
  },
);

test("a redirect is followed to where files may be, and nowhere else", async () => {
  await using files = await startFiles((request, response) => {
    const to = new URL(request.url ?? "", "http://x").searchParams.get("to");
    if (to === null) response.end("abc");
    else response.writeHead(302, { location: to }).end();
  });
  const redirected = (to: string): Promise<string> =>
    outcomeOf(`${files.url}/?to=${encodeURIComponent(to)}`, files.rules);
  expect(await redirected("/there")).toBe("application/octet-stream 3");
  for (const to of [files.url.replace("127.0.0.1", "localhost"), "https://evil.example/", "https://127.2/", "ftp://a/"])
    expect(await redirected(to)).toBe("refused");
});

test("redirects have an end", async () => {
  await using files = await startFiles((_, response) => response.writeHead(302, { location: "/again" }).end());
  expect(await outcomeOf(files.url, files.rules)).toBe("refused");
  expect(files.asked).toHaveLength(4);
});

test("a file that is too large is not read to its end, whether its length was announced or not", async () => {
  await using files = await startFiles((request, response) => {
    if (request.url === "/announced") response.setHeader("content-length", 5_000);
    response.end("x".repeat(5_000));
  });
  expect(await outcomeOf(`${files.url}/announced`, files.rules)).toBe("too_large");
  expect(await outcomeOf(`${files.url}/not`, files.rules)).toBe("too_large");
});

test("what is not there, or breaks off, is unreachable", async () => {
  await using files = await startFiles((request, response) => {
    if (request.url === "/broken")
      response.writeHead(200, { "content-length": 900 }).write("abc", () => response.destroy());
    else response.writeHead(404).end();
  });
  expect(await outcomeOf(`${files.url}/none`, files.rules)).toBe("unreachable");
  expect(await outcomeOf(`${files.url}/broken`, files.rules)).toBe("unreachable");
  expect(await outcomeOf("http://127.0.0.1:1/", files.rules)).toBe("unreachable");
});

test("whoever no longer needs the file ends the call", async () => {
  await using files = await startFiles(() => undefined);
  expect(await outcomeOf(files.url, files.rules, AbortSignal.timeout(50))).toMatch(/^threw TimeoutError/);
});

test("a file that comes drop by drop is given up with its time", async () => {
  await using files = await startFiles((_, response) => {
    const drops = setInterval(() => response.write("x"), 5);
    response.once("close", () => clearInterval(drops));
  });
  expect(await outcomeOf(files.url, files.rules, AbortSignal.timeout(100))).toBe("unreachable");
});

test("a call that ends with its time leaves no connection open, though nobody has read the file", async () => {
  let isClosed = false;
  await using files = await startFiles((_, response) => {
    response.writeHead(200).write("abc");
    response.once("close", () => (isClosed = true));
  });
  await fetchFile(files.url, files.rules, AbortSignal.timeout(100));
  await expect.poll(() => isClosed).toBe(true);
});
