'use strict';
// The formulas of dev.broadside.aws and dev.broadside.tune that the sliders need, where each is derived. A test compares both on a grid.
const tuning = (() => {
  const PAGE = 1 << 20;
  const MILLION = 1e6;
  const Z99 = 2.3263478740408408;
  const TAIL = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429];

  const readUnits = bytes => Math.max(1, Math.ceil(bytes / 4096)) / 2;
  const writeUnits = bytes => Math.max(1, Math.ceil(bytes / 1024));

  function pages(items, bytes) {
    const each = Math.ceil(PAGE / bytes);
    const full = Math.floor(items / each);
    const rest = items % each;
    const units = full * readUnits(each * bytes);
    return full > 0 && rest === 0 ? { pages: full, units } : { pages: full + 1, units: units + readUnits(rest * bytes) };
  }

  function normal(z) {
    const t = 1 / (1 + 0.2316419 * Math.abs(z));
    const tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * TAIL.reduceRight((sum, b) => t * (b + sum), 0);
    return z < 0 ? tail : 1 - tail;
  }

  // A latency is [p50, p99] in milliseconds.
  function logNormal([p50, p99]) {
    const mu = Math.log(p50);
    const sigma = Math.log(p99 / p50) / Z99;
    const mean = Math.exp(mu + sigma * sigma / 2);
    return {
      mean,
      secondMoment: Math.exp(sigma * sigma),
      below: x => x <= 0 ? 0 : normal((Math.log(x) - mu) / sigma),
      restBelow: x => {
        if (x <= 0) return 0;
        const d = (mu - Math.log(x)) / sigma;
        return 1 - normal(d + sigma) + x / mean * normal(d);
      },
    };
  }

  const mean = latency => latency[0] === latency[1] ? latency[0] : logNormal(latency).mean;

  function median(distribution, p99) {
    let low = 0;
    let high = p99;
    while (distribution(high) < 0.5) high *= 2;
    for (let i = 0; i < 100; i++) {
      const middle = (low + high) / 2;
      if (distribution(middle) < 0.5) low = middle; else high = middle;
    }
    return high;
  }

  function posting(posts, inFlight, latency) {
    if (posts === 0) return 0;
    if (latency[0] === latency[1]) return Math.ceil(posts / inFlight) * latency[0];
    const one = logNormal(latency);
    if (posts <= inFlight) return median(x => one.below(x) ** posts, latency[1]);
    const begun = one.mean * (posts / inFlight - one.secondMoment / 2);
    return Math.max(0, begun) + median(x => one.below(x) * one.restBelow(x) ** (inFlight - 1), latency[1]);
  }

  function times(receivers, read, bytes, p) {
    const post = count => posting(count, p.inFlight, p.latency.post) + count * p.ownMicros / 1e3;
    const invoke = mean(p.latency.invoke);
    const share = Math.min(1, bytes / read.pages / PAGE);
    const page = mean(p.latency.dynamodb) + mean(p.latency.page) * share;
    const afterLast = read.pages > 1 ? (read.pages - 1) * page + post(Math.ceil(receivers / read.pages)) : 0;
    const floor = Math.max(0, (receivers - p.bucket.burst) / p.bucket.perSecond) * 1e3;
    return { invoke, first: invoke + page + mean(p.latency.post), last: invoke + page + Math.max(floor, post(receivers), afterLast) };
  }

  function lambda(millis, p) {
    const billed = Math.ceil(Math.round(millis * 1e6) / 1e6);
    return p.memoryMb / 1024 * billed / 1000 * p.prices.gbSecond + p.prices.request;
  }

  function row(strategy, inputs, p) {
    const whole = strategy === 'scan';
    const items = whole ? inputs.connections : inputs.room;
    const bytes = strategy === 'query' ? p.entryBytes : inputs.itemBytes;
    const joinUnits = whole || (strategy === 'table-query' && p.keyedByRoom) ? 0 : 2 * writeUnits(bytes);
    const read = pages(items, bytes);
    const time = times(inputs.room, read, items * bytes, p);
    const dollars = {
      reads: MILLION * read.units * p.prices.readUnit,
      indexWrites: MILLION * inputs.joins / inputs.broadcasts * joinUnits * p.prices.writeUnit,
      lambda: MILLION * lambda(time.last - time.invoke, p),
      messages: MILLION * (inputs.room + 1) * Math.max(1, Math.ceil(p.messageBytes / 32768)) * p.prices.message,
      minutes: inputs.connections * (MILLION / inputs.broadcasts / 60) * p.prices.connectionMinute,
    };
    return {
      pages: read.pages,
      units: read.units,
      partitionCeiling: 3000 / read.units,
      firstMillis: time.first,
      lastMillis: time.last,
      dollars,
      total: Object.values(dollars).reduce((sum, part) => sum + part, 0),
    };
  }

  // Each room size by itself, added up by its share of the broadcasts; `rooms` are pairs of both, ascending.
  function mixed(strategy, inputs, rooms, p) {
    const sizes = rooms.map(([size]) => Math.max(1, Math.min(inputs.connections, size)));
    const rows = sizes.map(room => row(strategy, { ...inputs, room }, p));
    const mean = of => rows.reduce((sum, one, i) => sum + rooms[i][1] * of(one), 0);
    let below = 0;
    let late = rooms.findIndex(([, share]) => (below += share) >= 0.95 - 1e-9);
    if (late < 0) late = rows.length - 1;
    const dollars = Object.fromEntries(Object.keys(rows[0].dollars).map(part => [part, mean(one => one.dollars[part])]));
    return {
      pages: mean(one => one.pages),
      units: mean(one => one.units),
      partitionCeiling: Math.min(...rows.map(one => one.partitionCeiling)),
      firstMillis: mean(one => one.firstMillis),
      lastMillis: rows[late].lastMillis,
      dollars,
      total: Object.values(dollars).reduce((sum, part) => sum + part, 0),
    };
  }

  return { row, mixed };
})();

// Wires the sliders: every number and bar with data-strategy and data-part follows them.
(() => {
  const data = document.getElementById('tuning-data');
  if (!data) return;
  const { inputs, rooms, parameters } = JSON.parse(data.textContent);
  const sliders = [...document.querySelectorAll('input[data-input]')];
  const now = { ...inputs };

  function plain(number) {
    if (Math.abs(number) >= 999.5) return Math.round(number).toLocaleString('en-US');
    return String(Number(Math.abs(number) >= 100 ? number.toFixed(1) : number.toPrecision(3)));
  }
  const usd = number => '$' + (number > 0 && number < 0.1 ? plain(number)
    : number.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const millis = number => number < 1000 ? plain(number) + ' ms' : plain(number / 1000) + ' s';
  const texts = { units: plain, partitionCeiling: plain, lastMillis: millis, total: usd };

  function draw() {
    const rows = {};
    const scaled = rooms.map(([size, share]) => [Math.round(size * now.room / inputs.room), share]);
    for (const bar of document.querySelectorAll('g[data-strategy]')) {
      rows[bar.dataset.strategy] = tuning.mixed(bar.dataset.strategy, now, scaled, parameters);
    }
    const most = Math.max(...Object.values(rows).map(row => row.total));
    for (const bar of document.querySelectorAll('g[data-strategy]')) {
      let x = Number(bar.dataset.left);
      for (const rect of bar.querySelectorAll('rect')) {
        const width = rows[bar.dataset.strategy].dollars[rect.dataset.part] / most * Number(bar.dataset.width);
        rect.setAttribute('x', x.toFixed(1));
        rect.setAttribute('width', width.toFixed(1));
        x += width;
      }
    }
    for (const cell of document.querySelectorAll('td[data-strategy]')) {
      const row = rows[cell.dataset.strategy];
      const part = cell.dataset.part;
      cell.textContent = part in row.dollars ? usd(row.dollars[part]) : texts[part](row[part]);
    }
    for (const slider of sliders) {
      if (slider.dataset.input === 'room') slider.value = Math.log10(now.room);
      const text = plain(now[slider.dataset.input]);
      slider.setAttribute('aria-valuetext', text);
      document.getElementById(slider.id + '-now').textContent = text;
    }
  }

  for (const slider of sliders) {
    slider.disabled = false;
    slider.addEventListener('input', () => {
      const key = slider.dataset.input;
      const value = Number((10 ** Number(slider.value)).toPrecision(2));
      now[key] = slider.dataset.whole ? Math.round(value) : value;
      now.room = Math.min(now.room, now.connections);
      draw();
    });
  }
})();
