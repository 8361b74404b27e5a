import { createBridge } from "@causerie/widget/mobile/bridge.ts";
import { bridgeVersion, contextFields, messageTypes, parseShellMessage } from "@causerie/widget/mobile/protocol.ts";
import { findShell, shellKinds } from "@causerie/widget/mobile/shells.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const types = fc.constantFrom(...messageTypes.page, ...messageTypes.shell, "constructor", "__proto__", "");
/** Near to what an app sends: the right fields with any values, and any fields beside them. */
const nearly = fc
  .tuple(
    fc.record(
      { version: fc.oneof(fc.constant(bridgeVersion), fc.anything()), type: fc.oneof(types, fc.anything()) },
      { requiredKeys: [] },
    ),
    fc.dictionary(
      fc.constantFrom("id", "token", "forget", "__proto__", "toString", ...contextFields),
      fc.oneof(fc.anything(), fc.string(), fc.boolean(), fc.constant(null)),
    ),
  )
  .map(([head, fields]) => ({ ...fields, ...head }));
const input = fc.oneof(
  fc.anything(),
  fc.string(),
  nearly,
  nearly.map((message) => {
    try {
      return JSON.stringify(message);
    } catch {
      return "{}"; // A big number.
    }
  }),
);

test("whatever comes in, nothing is thrown, and only a context and the end of a session have an effect", () => {
  fc.assert(
    fc.property(input, (message) => {
      const effects: string[] = [];
      const post: string[] = [];
      const bridge = createBridge((text) => post.push(text), {
        context: () => void effects.push("chat:context"),
        signOut: () => {
          effects.push("chat:signOut");
          return Promise.resolve();
        },
      });
      bridge.receive(message);
      const parsed = parseShellMessage(message);
      expect(effects).toEqual(parsed === undefined || parsed.type === "chat:token" ? [] : [parsed.type]);
      expect(post).toEqual([]);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
  );
});

test("a context keeps its good fields, whatever the others are", () => {
  const good = { theme: "dark", locale: "fr", heading: "Harbour", signedIn: true, closeButton: false };
  fc.assert(
    fc.property(fc.subarray(Object.keys(good)), fc.anything(), (wrong, value) => {
      const spoilt = Object.fromEntries(wrong.map((name) => [name, value]));
      const isWrong = !["string", "boolean", "undefined"].includes(typeof value);
      fc.pre(isWrong);
      const rest = Object.fromEntries(Object.entries(good).filter(([name]) => !wrong.includes(name)));
      const parsed = parseShellMessage({ version: bridgeVersion, type: "chat:context", ...good, ...spoilt });
      expect(parsed).toEqual({ type: "chat:context", ...rest });
    }),
  );
});

test("an app is found only if its kind is allowed, whatever else a page has under these names", () => {
  const scopes = fc.record(
    {
      CauserieShell: fc.anything(),
      webkit: fc.oneof(fc.anything(), fc.record({ messageHandlers: fc.anything() })),
      ReactNativeWebView: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(scopes, (scope) => {
      expect(findShell(shellKinds, scope)).toBeUndefined();
    }),
  );
  const port = { postMessage: () => undefined };
  const all = { CauserieShell: port, webkit: { messageHandlers: { CauserieShell: port } }, ReactNativeWebView: port };
  fc.assert(
    fc.property(fc.subarray(shellKinds), (allowed) => {
      expect(findShell(allowed, all) !== undefined).toBe(allowed.length > 0);
      expect(findShell(["", "windows", "constructor"], all)).toBeUndefined();
    }),
  );
});
