import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { CauserieProcess } from "./support/commands/causerie-process.ts";
import { outsideFolder } from "./support/commands/outside-folder.ts";
import { runCommand } from "./support/commands/run-command.ts";
import { readComposeFile } from "./support/compose/compose-file.ts";
import { markedBlock } from "./support/docs/marked-block.ts";
import { judge } from "./support/fault/oracle.ts";
import { expectNothingWrong } from "./support/fault/verdict.ts";
import { WatchedChat } from "./support/fault/watched-chat.ts";
import { freePort } from "./support/listen.ts";
import { startNameServer } from "./support/network/name-server.ts";
import { caddy, nginx, ReverseProxy } from "./support/network/reverse-proxy.ts";
import { root } from "./support/paths.ts";
import { postgresPrograms } from "./support/postgres/postgres-programs.ts";
import { startPostgres } from "./support/postgres/postgres-server.ts";
import { hasRedis, startRedis } from "./support/redis/redis-server.ts";
import { waitUntil } from "./support/wait-until.ts";
import { RestClient } from "./support/web/rest-client.ts";
import { SocketClient } from "./support/web/socket-client.ts";

/**
 * The compose file without a container engine: the same programs with the same settings as plain processes. Each container has
 * an address of its own on the loopback interface, and a name server that knows them.
 */
const page = "docs/several-servers.md";
const variables = { POSTGRES_PASSWORD: "a-password", CAUSERIE_SECRET: "a secret that all servers of the test share" };
const compose = readComposeFile(page, "yaml compose", variables);

const myBot = `import { createBot, defineConfig, web } from "@causerie/server";
const many = { count: 1_000_000, seconds: 60 };
export default defineConfig({
  bot: createBot({ stories: [], fallback: (turn) => ["one: " + turn.text, "two: " + turn.text] }),
  connectors: [web({ origins: [], rates: { send: many, conversation: many, sessions: many, handshakes: many, reads: many } })],
});
`;

/** One container of the service `causerie`. */
class Replica {
  readonly address: string;
  readonly #start: (address: string) => CauserieProcess;
  readonly #port: number;
  #process: CauserieProcess | undefined;

  constructor(address: string, port: number, start: (address: string) => CauserieProcess) {
    this.address = address;
    this.#port = port;
    this.#start = start;
  }

  get url(): string {
    return `http://${this.address}:${this.#port}`;
  }

  async start(): Promise<void> {
    const started = this.#start(this.address);
    this.#process = started;
    const isReady = async () => started.hasEnded || (await answers(`${this.url}/health/ready`));
    if (!(await waitUntil(isReady, 30_000)) || started.hasEnded)
      throw new Error(`the server is not ready: ${started.output}`);
  }

  /** @returns its exit code. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    return (await this.#process?.end(signal)) ?? null;
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  );

/** PostgreSQL, Redis and the servers, as the compose file says. */
async function startServices(publicUrl: string): Promise<Replica[]> {
  const postgres = await startPostgres();
  onTestFinished(() => postgres[Symbol.asyncDispose]());
  const { environment: database = {}, healthcheck } = compose.service("postgres");
  const [, program = "", ...args] = healthcheck?.test ?? [];
  const check = [...args, "-h", "127.0.0.1", "-p", `${postgres.port}`];
  const health = await runCommand(join(postgresPrograms() ?? "", program), check, { cwd: root });
  expect(health).toContain("accepting connections");
  await createDatabase(postgres.url, database);

  const [redisProgram = "", ...settings] = words(compose.service("redis").command ?? "");
  expect(redisProgram).toBe("redis-server");
  const redis = await startRedis(settings);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  expect(await redis.command("CONFIG", "GET", "maxmemory-policy")).toEqual({ "maxmemory-policy": "volatile-ttl" });

  const { deploy, environment = {} } = compose.service("causerie");
  const port = await freePort();
  const bot = outsideFolder({ "causerie.config.ts": myBot });
  // One volume for all containers, as the file says.
  const data = join(bot, "files");
  mkdirSync(data);
  const shared = {
    ...environment,
    DATABASE_URL: environment["DATABASE_URL"]?.replace("@postgres:5432", `@127.0.0.1:${postgres.port}`),
    REDIS_URL: environment["REDIS_URL"]?.replace("redis:6379", new URL(redis.url).host),
    CAUSERIE_PUBLIC_URL: publicUrl,
    CAUSERIE_DATA: data,
    PORT: String(port),
  };
  const replicas = Array.from({ length: deploy?.replicas ?? 0 }, (_, index) => {
    const start = (address: string) => new CauserieProcess(["start"], { cwd: bot, env: { ...shared, HOST: address } });
    return new Replica(`127.0.0.${index + 2}`, port, start);
  });
  for (const replica of replicas) onTestFinished(() => replica.end("SIGKILL").then(() => undefined));
  await Promise.all(replicas.map((replica) => replica.start()));
  return replicas;
}

/** What the image does with these variables. */
async function createDatabase(url: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER USER ${environment["POSTGRES_USER"]} PASSWORD '${environment["POSTGRES_PASSWORD"]}'`);
  await client.query(`CREATE DATABASE ${environment["POSTGRES_DB"]}`);
  await client.end();
}

/** A command line of the shell without its quotes. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

type Balancer = {
  name: string;
  program: string;
  start(replicas: readonly Replica[], port: number): Promise<ReverseProxy>;
};

/** Their blocks of the page, with the addresses of this test and without TLS, which is not ours. */
const balancers: Balancer[] = [
  {
    name: "Caddy",
    program: caddy,
    async start(replicas, port) {
      const names = await startNameServer();
      onTestFinished(() => names[Symbol.asyncDispose]());
      names.addresses = replicas.map(({ address }) => address);
      const [first] = replicas;
      const block = markedBlock(page, "caddy balancer")
        .replace("chat.example.com", `http://127.0.0.1:${port}`)
        .replace("port 3000", `port ${new URL(first?.url ?? "").port}\nresolvers udp/127.0.0.1:${names.port}`);
      return ReverseProxy.caddy(block, port);
    },
  },
  {
    name: "nginx",
    program: nginx,
    start(replicas, port) {
      const [pattern = "", ...others] = markedBlock(page, "nginx balancer").match(/^ *server 10.*;\n/gm) ?? [];
      const servers = replicas.map(({ url }) => pattern.replace(/10[.\d]+:3000/, new URL(url).host)).join("");
      const block = others
        .reduce((text, line) => text.replace(line, ""), markedBlock(page, "nginx balancer"))
        .replace(pattern, servers)
        .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
        .replace(/^ *ssl_.*\n/gm, "");
      return ReverseProxy.nginx(block, port);
    },
  },
];

const transports: TransportName[] = ["socket", "sse", "poll"];
const canRun = process.platform === "linux" && postgresPrograms() !== undefined && hasRedis();

for (const balancer of balancers)
  test.skipIf(!canRun || !existsSync(balancer.program))(
    `behind ${balancer.name}: sockets, streams and polls go on while one server is killed and one is restarted; nothing is lost or twice`,
    { timeout: 120_000 },
    async () => {
      const port = await freePort();
      const publicUrl = `http://127.0.0.1:${port}`;
      const replicas = await startServices(publicUrl);
      const proxy = await balancer.start(replicas, port);
      onTestFinished(() => proxy[Symbol.asyncDispose]());
      if (!(await waitUntil(() => answers(`${publicUrl}/health/ready`), 10_000)))
        throw new Error(`it reaches no server: ${proxy.output}`);

      const visitor = await RestClient.start(`${publicUrl}/web`);
      using stream = await visitor.stream();
      using socket = await new SocketClient(visitor).connected();
      const poll = visitor.events("?wait=20");
      expect((await visitor.send("1", "hello")).status).toBe(202);
      expect((await poll).body.events[0]).toMatchObject({ type: "visitor", clientId: "1" });
      const types = ["visitor", "message", "message", "turn.end"];
      expect((await stream.logEvents(4)).map(({ type }) => type)).toEqual(types);
      await expect.poll(() => socket.events.map(({ type }) => type)).toEqual(types);

      const chats = [...transports, ...transports].map((name) => new WatchedChat(`${publicUrl}/web`, name));
      for (const chat of chats) onTestFinished(() => chat[Symbol.dispose]());
      let writing = true;
      const people = chats.map(async (chat, index) => {
        for (let count = 0; writing; count += 1) {
          chat.write(`${index}:${count}`);
          await delay(150);
        }
      });
      const [killed, restarted, kept] = replicas;
      if (killed === undefined || restarted === undefined || kept === undefined) throw new Error("three are needed");
      await delay(700);
      await killed.end("SIGKILL");
      await delay(700);
      await killed.start();
      const asked = performance.now();
      expect(await restarted.end("SIGTERM")).toBe(0);
      const graceSeconds = Number.parseInt(compose.service("causerie").stop_grace_period ?? "", 10);
      expect(performance.now() - asked).toBeLessThan(graceSeconds * 1000);
      await restarted.start();
      writing = false;
      await Promise.all(people);
      for (const [index, chat] of chats.entries()) expect(await chat.ask(`last of ${index}`, 60_000)).toBe(true);
      for (const chat of chats) {
        expect(chat.written.length).toBeGreaterThan(5);
        expectNothingWrong(await judge(chat, `${kept.url}/web`, { settleMs: 5000 }));
      }
    },
  );

test("the compose file hangs together: what it waits for, mounts and reaches is there", () => {
  const { depends_on = {}, volumes = [], environment = {} } = compose.service("causerie");
  for (const [name, { condition }] of Object.entries(depends_on)) {
    expect(condition).toBe("service_healthy");
    expect(compose.service(name).healthcheck).toBeDefined();
  }
  const named = Object.values(compose.services).flatMap((service) =>
    (service.volumes ?? []).map((volume) => volume.split(":")[0]).filter((volume) => !volume?.startsWith(".")),
  );
  expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  for (const name of ["DATABASE_URL", "REDIS_URL"])
    expect(compose.service(new URL(environment[name] ?? "").hostname)).toBeDefined();
  // The image's own folders.
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");
  expect(volumes.map((volume) => volume.split(":")[1])).toEqual(["/bot", "/data"]);
  expect(dockerfile).toContain("WORKDIR /bot");
  expect(dockerfile).toContain("VOLUME /data");
  expect(markedBlock(page, "caddy balancer")).toContain("name causerie");
});

test("every block of the page is run here", () => {
  const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^```(.+)$/gm)].map(([, mark]) => mark);
  expect(blocks).toEqual(["yaml compose", "caddy balancer", "nginx balancer"]);
});
