import { cpSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readWitness, WitnessWriter } from "@causerie/server/store/sqlite/integrity/witness.ts";

/**
 * What can happen to a data folder. `older`: a copy of it that was made earlier, while no server was using it. `place`: a
 * number from 0 to 1 that says where, for damages that can be anywhere.
 */
export type Damage = (folder: string, older: string, place: number) => void;

const db = (folder: string): string => join(folder, "causerie.db");
const wal = (folder: string): string => `${db(folder)}-wal`;
const shm = (folder: string): string => `${db(folder)}-shm`;
const witness = (folder: string): string => join(folder, "causerie.witness");

/** So much of the log was surely acknowledged. Whoever dies in the middle of a commit leaves a rest that nobody was told of. */
const acknowledged = 0.8;

/** The server was killed: the newest commits are in the write-ahead log only. */
export const afterKill: Readonly<Record<string, Damage>> = {
  "the write-ahead log is deleted": (folder) => rmSync(wal(folder)),
  "the write-ahead log and its index are deleted": (folder) =>
    [wal(folder), shm(folder)].forEach((file) => rmSync(file)),
  "the write-ahead log is emptied": (folder) => truncateSync(wal(folder)),
  "the write-ahead log is cut somewhere": (folder, _older, place) =>
    truncateSync(wal(folder), Math.floor(statSync(wal(folder)).size * place * acknowledged)),
  "the write-ahead log has lost its last commits": (folder) =>
    truncateSync(wal(folder), statSync(wal(folder)).size - 120_000),
  "a bit of the write-ahead log is flipped": (folder, _older, place) => flip(wal(folder), place * acknowledged),
  "the head of the write-ahead log is damaged": (folder) => flip(wal(folder), 0),
  "the write-ahead log is another one": (folder) => writeFileSync(wal(folder), "Dear diary, ".repeat(1000)),
  "the database is deleted": (folder) => rmSync(db(folder)),
  "the database is emptied": (folder) => truncateSync(db(folder)),
  "an older database is copied over it": (folder, older) => cpSync(db(older), db(folder)),
  "an older database takes its place": replaceDatabase,
  "a page of the database is damaged": noise,
  "the witness is deleted": (folder) => rmSync(witness(folder)),
  "a bit of the witness is flipped": (folder, _older, place) => flip(witness(folder), place * 0.3),
  "the witness is an older one": (folder, older) => cpSync(witness(older), witness(folder)),
  "the machine has ended, too": (folder) => {
    const kept = readWitness(folder);
    if (kept.type !== "kept") throw new Error("there is no witness");
    using writer = new WitnessWriter(folder);
    writer.write({ ...kept.witness, boot: "another start of the machine" }, { durable: false });
  },
};

/** The server has ended as it should. */
export const afterStop: Readonly<Record<string, Damage>> = {
  "the database is deleted": (folder) => rmSync(db(folder)),
  "the database is emptied": (folder) => truncateSync(db(folder)),
  "the database and its witness are deleted, the secret is not": (folder) => {
    writeFileSync(join(folder, "secret.key"), "a secret of thirty-two characters!");
    [db(folder), witness(folder)].forEach((file) => rmSync(file));
  },
  "an older database is copied over it": (folder, older) => cpSync(db(older), db(folder)),
  "an older database takes its place": replaceDatabase,
  "an older folder is copied over it": (folder, older) => cpSync(older, folder, { recursive: true }),
  "an older folder is copied over it with its times": (folder, older) =>
    cpSync(older, folder, { recursive: true, preserveTimestamps: true }),
  "an older folder takes its place": (folder, older) => {
    rmSync(folder, { recursive: true });
    renameSync(older, folder);
  },
  "the folder is a copy of itself": (folder) => {
    cpSync(folder, `${folder}.copy`, { recursive: true, preserveTimestamps: true });
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.copy`, folder);
  },
  "the database is cut somewhere": (folder, _older, place) =>
    truncateSync(db(folder), Math.floor(statSync(db(folder)).size * place * 0.99)),
  "a page of the database is damaged": noise,
  "a bit of the database is flipped": (folder, _older, place) => flip(db(folder), place),
  "the head of the database is damaged": (folder) => flip(db(folder), 0),
  "the witness is deleted": (folder) => rmSync(witness(folder)),
  "a bit of the witness is flipped": (folder, _older, place) => flip(witness(folder), place * 0.3),
  "the witness is emptied": (folder) => truncateSync(witness(folder)),
  "the witness is an older one": (folder, older) => cpSync(witness(older), witness(folder)),
  "another program has changed the database": (folder) => {
    using database = new DatabaseSync(db(folder));
    database.exec("DELETE FROM work; DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
  },
};

/** The server is running. */
export const whileRunning: Readonly<Record<string, Damage>> = {
  "the folder is deleted": (folder) => rmSync(folder, { recursive: true }),
  "the folder is moved away": (folder) => renameSync(folder, `${folder}.away`),
  "an empty folder takes its place": (folder) => {
    renameSync(folder, `${folder}.away`);
    mkdirSync(folder);
  },
  "an older folder takes its place": (folder, older) => {
    renameSync(folder, `${folder}.away`);
    cpSync(older, folder, { recursive: true });
  },
  "all its files are deleted": (folder) => readdirSync(folder).forEach((name) => rmSync(join(folder, name))),
  "the database is deleted": (folder) => rmSync(db(folder)),
  "the database is emptied": (folder) => truncateSync(db(folder)),
  "an older database takes its place": replaceDatabase,
  "a copy of the database takes its place": (folder) => {
    writeFileSync(`${db(folder)}.copy`, readFileSync(`/proc/self/fd/${descriptorOf(db(folder))}`));
    renameSync(`${db(folder)}.copy`, db(folder));
  },
  "the write-ahead log is deleted": (folder) => rmSync(wal(folder)),
  "the write-ahead log is emptied": (folder) => truncateSync(wal(folder)),
  "a copy of the write-ahead log takes its place": (folder) => {
    cpSync(wal(folder), `${wal(folder)}.copy`);
    renameSync(`${wal(folder)}.copy`, wal(folder));
  },
  "the index of the write-ahead log is deleted": (folder) => rmSync(shm(folder)),
};

function replaceDatabase(folder: string, older: string): void {
  cpSync(db(older), `${db(folder)}.older`);
  renameSync(`${db(folder)}.older`, db(folder));
}

function flip(file: string, place: number): void {
  const bytes = readFileSync(file);
  const index = Math.min(bytes.length - 1, Math.floor(bytes.length * place));
  bytes[index] = (bytes[index] ?? 0) ^ 0b100;
  writeFileSync(file, bytes);
}

/** Noise in the place of one page. */
function noise(folder: string, _older: string, place: number): void {
  const bytes = readFileSync(db(folder));
  const page = Math.min(bytes.length / 4096 - 1, Math.floor((bytes.length / 4096) * place));
  for (let index = 0; index < 4096; index += 1) bytes[page * 4096 + index] = (index * 7919 + page) & 0xff;
  writeFileSync(db(folder), bytes);
}

/** A copy through another opening of the file: closing it would free the locks of the store in this process. */
function descriptorOf(file: string): string {
  const names = readdirSync("/proc/self/fd");
  const found = names.find((name) => {
    try {
      return statSync(`/proc/self/fd/${name}`).ino === statSync(file).ino;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`${file} is not open`);
  return found;
}
