import { Router } from "express";
import type { Foundation } from "#app/backend/foundation.ts";
import { ConfigError } from "#app/errors.ts";
import { createConsoleFiles } from "#desk/http/console-files.ts";
import { deskPathOf } from "#desk/http/desk-path.ts";
import { describeRoutes } from "#desk/http/describe-routes.ts";
import { createDeskRouter } from "#desk/http/desk-router.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { createPeople } from "#desk/people/create-people.ts";
import type { DeskStore } from "#desk/desk-store.ts";

type OpenApi = { paths: object; components: { securitySchemes: object } };

/** The desk as the server has it. */
export type Desk = {
  /** What stands below `/desk`. */
  router: Router;
  /** Adds the routes below `/desk/api` to the document of the server. */
  describe<Document extends OpenApi>(document: Document): Document;
  /** The address at which the first administrator makes an account. It is a secret: it must not reach a log. */
  firstLink: string | undefined;
};

/** How often records that have ended are removed. Until then nobody can use them. */
const expireEveryMs = 3_600_000;

/**
 * Opens the desk, when the configuration has one.
 *
 * @param moreRoutes of the desk's other parts.
 * @throws ConfigError when the store keeps nothing for a desk.
 */
export async function openDesk(
  { settings, services, now, logger }: Foundation,
  moreRoutes: (desk: DeskStore) => readonly DeskRoute[],
  draining: () => boolean,
  parts: AsyncDisposableStack,
): Promise<Desk | undefined> {
  if (settings.desk === undefined) return undefined;
  const { store, signals, limits } = services;
  const { publicUrl } = settings;
  if (store.desk === undefined)
    throw new ConfigError([
      "desk: the store of this server keeps nothing for a desk; leave out the desk, or the store",
    ]);
  const { records } = store.desk;
  const people = createPeople({
    records,
    settings: settings.desk,
    limits,
    publicUrl,
    logger,
    notifyOthers: () => signals.publish("", { type: "team" }),
    now,
  });
  parts.use(
    signals.subscribeToServer((signal) => {
      if (signal.type === "team") people.forget();
    }),
  );
  const expire = (): void =>
    void records
      .expire(now())
      .catch((err: unknown) => logger.error({ err }, "what has ended at the desk was not removed"));
  const timer = setInterval(expire, expireEveryMs).unref();
  parts.defer(() => clearInterval(timer));
  expire();

  const routes = [...people.routes, ...moreRoutes(store.desk)];
  const api = createDeskRouter({
    routes,
    authenticate: people.authenticate,
    limits: {
      requests: limits.rate("desk:requests", { count: 1_200, seconds: 60 }),
      strangers: limits.rate("desk:strangers", { count: 300, seconds: 60 }),
    },
    publicUrl,
    logger,
    draining,
  });
  const firstLink = await people.firstLink(settings.database === undefined);
  if (firstLink !== undefined)
    logger.warn("nobody has an account at the desk yet: causerie desk invite --first shows the link for the first one");
  const described = describeRoutes(routes, "/desk/api", people.cookie);
  const describe: Desk["describe"] = (document) => ({
    ...document,
    paths: { ...document.paths, ...described.paths },
    components: {
      ...document.components,
      securitySchemes: { ...document.components.securitySchemes, ...described.securitySchemes },
    },
  });
  return {
    router: Router()
      .use("/api", api)
      .use(createConsoleFiles(deskPathOf(publicUrl))),
    describe,
    firstLink,
  };
}
