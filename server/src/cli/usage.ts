import { environment } from "#config/env.ts";

/** What `causerie --help` prints. */
export const usage = `causerie - one set of stories answers web visitors and Messenger users

  causerie init FOLDER
                      writes a small bot with its tests into a new folder

  causerie dev        serves the bot on a local page, beside what it makes of each message; starts anew after each change
    --no-watch        does not start anew
  causerie start      starts the server
  causerie check      checks the configuration and says what is wrong with it
    --live            asks the platforms, too: are the tokens valid, does the bot get its events?
    --options         lists the options of each connector
  causerie migrate    brings the database up to date (start does that, too)
    --to postgres     moves the embedded database of the data folder to the empty one of DATABASE_URL
  causerie restored   run it once after restoring a backup, before the next start

  causerie status     what waits, what was given up, how much is kept
  causerie outbox list | retry ID | drop ID
                      deliveries that wait or were given up; retry --all sends all that wait at once
    --state STATE     waiting or failed
  causerie dead-letters list | show ID | retry ID | drop ID
                      events that could not be handled
  causerie conversations list | show ID | export ID | delete ID
    --user ID         of one person
  causerie people export ID | delete ID | deletions
                      all that is kept of a person, files included
  causerie block [ID] refuses what a person sends; without an id, lists who is blocked
    --undo            takes it back
  causerie sessions revoke ID
                      ends the session of a web visitor; it closes their connections, and their page begins anew
  causerie desk people
                      who has an account at the desk
  causerie desk invite EMAIL --role ROLE | --first
                      a link by which somebody gets one: administrator, developer, operator or viewer
    --first           for the first administrator, while there is nobody
  causerie desk disable PERSON
                      ends their sessions, and lets them in no more; PERSON is an id or an address
    --undo            takes it back
  causerie desk sign-in-link PERSON
                      a link that lets somebody in once, for whoever cannot come in by what they have
  causerie desk sessions | sessions end ID
                      where people are signed in
  causerie desk keys | keys make NAME --scopes LIST | keys end ID
                      the keys of programs; LIST has commas between the rights
  causerie desk corpus
                      writes the examples that the team has added into files, for review
    --out FOLDER      where to put them (default: corpus)
  causerie desk texts
                      writes the texts that the team has written into files of translations, for review
    --out FOLDER      where they are (default: texts)
  causerie desk figures rebuild --force
                      counts the figures anew, from what the logs still have
  causerie backup FOLDER
                      copies database, secret and files into a new folder; the server may be running
  causerie restore FOLDER
                      puts a backup into the data folder
    --replace         moves aside what is there
  causerie secret rotate
                      makes a new secret, and still believes the one before
    --force           also while sessions of the one before that may be in use: it ends them
  All of these: --json for programs; where they list or name people: --connector ID, --limit NUMBER

  causerie messenger check
                      asks Meta about each page: tokens, permissions, subscriptions, webhook, routing, version
    --fix             puts right what can be: subscribes page and app, enters the webhook's address
  causerie messenger profile sync
                      shows how the page's profile at Meta differs from the configuration
    --yes             brings it to Meta
  causerie messenger token exchange
                      makes page tokens of the user token in MESSENGER_USER_TOKEN, or in its input
    --out FILE        writes them, encrypted with the app's secret, for messengerPages()
    --show            prints them
  causerie messenger personas list | create NAME --picture URL | delete ID
                      the names and pictures that a page may write under
  causerie messenger secondary-receivers
                      the other apps of a page, where Meta still shows them to the default app
  causerie messenger live-check PSID
                      sends one message to this person, and says what each step gave
    --text TEXT       what it says
  causerie messenger thread PSID
                      who has the conversation
    --pass TO | --take | --request | --release
                      gives it to the inbox or an app, takes it, asks for it, or lets it go
    --extend HOURS    the bot keeps it for this time, at most 168
    --metadata TEXT   what the other app is told
  All of these: --json for programs, --connector ID

  causerie alexa model
                      prints the interaction model of a skill, made of the stories, for the developer console
    --locale TAG      of the model, e.g. fr-FR (default: the connector's)
    --connector ID    of which skill

  causerie chat       talks to the bot in the terminal, without a server
    --channel NAME    web (default), messenger, text, or the id of a configured connector
    --locale TAG      language of the person, e.g. fr
  causerie lint       finds dead links, unreachable steps, lost words and more in the bot; runs its stories
    --link LINK       a link that comes from outside, e.g. of a push; may be repeated
    --answer TEXT     something to say when a story asks; may be repeated
    --seconds NUMBER  how long it may take (default 60)
  causerie nlu test   asks the classifier what it has not learnt: accuracy, confusions, what it refuses
    --folds NUMBER    parts to leave out in turn (default 5)
    --unknown FILE    sentences that mean nothing to this bot, one a line
  causerie record ID  prints a test that has the stored conversation ID again, without its secrets
    --keep-words      keeps what people wrote, except addresses and numbers

  causerie import tock PATH
                      turns exports of Tock Studio (a file, or a folder of them: stories, labels, NLP application,
                      sentences, predefined values) into a bot that runs, and reports what did not come over
    --out FOLDER      where to put it (default: tock)
  causerie labels import FILE
                      turns a dump of Tock's labels into messages of a catalogue
    --out FOLDER      where to put them (default: messages)

  --config FILE       configuration file (default: causerie.config.ts)
  --version           the version of this program
  --help              this text

The environment variables ${[...environment.keys()].join(", ")}
win over the file; a file .env in this folder is read first.`;
