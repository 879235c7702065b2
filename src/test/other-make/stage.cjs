// A stage of another make, whose every delivery is known. Arguments: a file for the truth, and the
// plan as JSON: {delay, shape, faulty, publishers, stallAt, seed}. It says "port N", and "stalled
// FROM TO" when it did; at the end of its standard input it writes the truth and ends.
//
// What counts is what was written, stamped when the kernel has it; process.hrtime is the clock of
// Java's System.nanoTime on Linux. A connection names its room and its user in its query, and the
// first users publish. The truth has a line for each marker:
//   E connection publisher number micros         somebody of the audience must get it
//   W connection publisher number micros nanos   it was written to somebody of the audience
//   P, X the same                                to a publisher of its room; to another room
"use strict";
const fs = require("node:fs");
const { WebSocketServer } = require("ws");

const MARKER = /bs1\.[0-9a-z]+\.[0-9a-z]+\.([0-9a-z]+)\.([0-9a-z]+)\./;
const BLOCK = 200; // of so many deliveries one is dropped, one doubled, one told to another room
const COPY_MILLIS = 50;
const STALL_MILLIS = 2_000;
const TOGETHER_MILLIS = 500;
const GIVE_WAY_MILLIS = 0.05;

const [, , file, planText] = process.argv;
const plan = JSON.parse(planText);
const members = [];
const rooms = new Map();
const truth = [];
const nobody = new Int32Array(new SharedArrayBuffer(4));
let broadcasts = 0;
let deliveries = 0;
let seed = plan.seed;

/** From 0 up to but without 1 (mulberry32). */
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** As StubSchedule has them: Pareto from 4 ms with shape 1.2 is the heavy tail. */
const DELAYS = {
  constant: () => 20,
  bimodal: () => (random() < 0.1 ? 120 : 5),
  "heavy-tail": () => Math.min(4 / (1 - random()) ** (1 / 1.2), 1_500),
};

const nested = (inner) => JSON.stringify({ body: JSON.stringify({ detail: JSON.stringify(inner) }) });

/** What a frame looks like. */
const SHAPES = {
  plain: ([broadcast]) => broadcast.message,
  nested: ([broadcast]) => nested({ message: `"${broadcast.message}"\n` }),
  history: (all) => nested({ messages: all.map((each) => each.message) }),
  together: (all) => all.map((each) => each.message).join(" | "),
};

/** Stands still, as only a blocked event loop does. */
function sleep(millis) {
  Atomics.wait(nobody, 0, 0, millis);
}

function note(kind, connection, broadcast, ...nanos) {
  truth.push([kind, connection, broadcast.publisher, broadcast.number, broadcast.micros, ...nanos].join(" "));
}

function kind(member, broadcast) {
  if (member.room !== broadcast.room) {
    return "X";
  }
  return member.publishes ? "P" : "W";
}

function write(member, all) {
  let nanos;
  member.socket.send(SHAPES[plan.shape](all), (error) => {
    if (!error) {
      nanos ??= process.hrtime.bigint();
      all.forEach((broadcast) => note(kind(member, broadcast), member.number, broadcast, nanos));
    }
  });
  if (member.socket.bufferedAmount === 0) {
    nanos = process.hrtime.bigint();
  }
  // Whoever was woken may wait for this core, which the stage of another machine would not hold.
  sleep(GIVE_WAY_MILLIS);
}

function deliver(member, all) {
  const fate = plan.faulty && !member.publishes ? deliveries++ % BLOCK : -1;
  const delay = DELAYS[plan.delay]();
  if (fate !== 17) {
    setTimeout(write, delay, member, all);
  }
  if (fate === 42) {
    setTimeout(write, delay + (random() < 0.5 ? COPY_MILLIS : 0), member, all);
  }
  if (fate === 71) {
    const stranger = members.find((each) => each.room !== member.room && !each.publishes);
    if (stranger) {
      setTimeout(write, delay, stranger, all);
    }
  }
}

function inRoom(room) {
  return members.filter((each) => each.room === room);
}

function publish(publisher, text) {
  if (++broadcasts === plan.stallAt) {
    const from = process.hrtime.bigint();
    sleep(STALL_MILLIS);
    console.log(`stalled ${from} ${process.hrtime.bigint()}`);
  }
  const { message } = JSON.parse(text);
  const [, number, micros] = MARKER.exec(message).map((part) => parseInt(part, 36));
  const { room } = publisher;
  const broadcast = { message, number, micros, room, publisher: publisher.number };
  const audience = inRoom(room);
  audience
    .filter((member) => !member.publishes)
    .forEach((member) => note("E", member.number, broadcast));
  const told = rooms.get(room) ?? [];
  rooms.set(room, told);
  told.push(broadcast);
  if (plan.shape === "together") {
    return; // until the next flush
  }
  const all = plan.shape === "history" ? [...told] : [broadcast];
  audience.forEach((member) => deliver(member, all));
}

function flush() {
  for (const [room, told] of rooms) {
    const all = told.splice(0);
    if (all.length > 0) {
      inRoom(room).forEach((member) => deliver(member, all));
    }
  }
}

if (plan.shape === "together") {
  setInterval(flush, TOGETHER_MILLIS);
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, backlog: 1024 }, () =>
  console.log(`port ${server.address().port}`),
);
server.on("connection", (socket, request) => {
  const query = new URL(request.url, "ws://stage").searchParams;
  const user = Number(query.get("user").replace("user-", ""));
  const publishes = user <= plan.publishers;
  const member = { socket, room: query.get("room"), number: user - 1, publishes };
  members.push(member);
  socket.on("message", (text) => publish(member, text.toString()));
  socket.on("error", (error) => console.error(`user ${user}: ${error}`));
  socket.on("close", () => members.splice(members.indexOf(member), 1));
});

process.stdin.resume().on("end", () => {
  fs.writeFileSync(file, truth.join("\n") + "\n");
  process.exit(0);
});
