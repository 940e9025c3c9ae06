// Starts telegram-test-api and makes it answer as the Bot API does where python-telegram-bot looks closer than it.
// It leans on insides of version 4.2.1, which is why package.json pins it. Usage: node start.js <port>
'use strict';

const axios = require('axios');
const express = require('express');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');

const ME = { id: 123456, is_bot: true, first_name: 'Citizen Home', username: 'citizen_home_bot' };
const DONE = ['sendChatAction', 'setMyCommands', 'answerCallbackQuery'];

const formatUpdate = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (update) => {
  const formatted = formatUpdate(update);
  if (formatted.callback_query) formatted.callback_query.chat_instance = '1';
  return formatted;
};

class Emulator extends TelegramServer {
  constructor(config) {
    super(config);
    this.calls = [];
    this.deliveries = [];
    this.resolved = {};
    const own = this.webServer;
    this.webServer = express();
    this.webServer.use('/bot:token/:method', express.raw({ type: '*/*', limit: '20mb' }), (req, res, next) => this.front(req, res, next));
    this.webServer.get('/_calls', (_req, res) => res.json(this.calls));
    this.webServer.get('/_deliveries', (_req, res) => res.json(this.deliveries));
    // A name under which the bot says it is reached, and the address that it has in this test.
    this.webServer.post('/_resolve', express.json(), (req, res) => { Object.assign(this.resolved, req.body); res.json({}); });
    this.webServer.use(own);
  }

  front(req, res, next) {
    const { token, method } = req.params;
    const raw = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const type = String(req.headers['content-type'] || '');
    const fields = type.startsWith('multipart/') ? multipart(raw) : Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
    if (method !== 'getUpdates') this.calls.push({ method, fields, bytes: raw.length });
    const answer = (result) => res.json({ ok: true, result });
    if (method === 'getMe') return answer(ME);
    if (DONE.includes(method)) return answer(true);
    if (method === 'getWebhookInfo') {
      const webhook = this.webhooks[token];
      return answer({ url: webhook ? webhook.url : '', has_custom_certificate: false, pending_update_count: 0 });
    }
    if (method === 'sendPhoto' || method === 'sendVenue') {
      const sent = this.addBotMessage({ chat_id: fields.chat_id, text: fields.caption || fields.title || '' }, token);
      const photo = method === 'sendPhoto' ? { photo: [{ file_id: 'kept', file_unique_id: 'kept', width: 1, height: 1 }] } : {};
      return answer({ ...sent, ...photo });
    }
    for (const name of ['link_preview_options']) if (fields[name]) fields[name] = JSON.parse(fields[name]);
    req.body = fields; // the emulator's own parsers find the body read already
    req._body = true;
    return next();
  }

  addBotMessage(message, token) {
    const sent = super.addBotMessage(message, token);
    return { ...sent, date: Math.floor(sent.date / 1000) };
  }

  async addUserUpdate(update) {
    const webhook = this.webhooks[update.botToken];
    if (!webhook) {
      await super.addUserUpdate(update);
      return;
    }
    const data = TelegramServer.formatUpdate(update);
    this.updateId += 1;
    const [name] = Object.keys(this.resolved).filter((known) => webhook.url.startsWith(known));
    const url = name ? webhook.url.replace(name, this.resolved[name]) : webhook.url;
    for (let tries = 0; tries < 100; tries += 1) {
      const answered = await axios({
        url, method: 'POST', data, validateStatus: () => true,
        headers: { 'X-Telegram-Bot-Api-Secret-Token': webhook.secret_token || '' },
      });
      this.deliveries.push({ url, update: data, status: answered.status });
      if (answered.status < 300) return;
      await new Promise((resolve) => setTimeout(resolve, 100)); // Telegram too brings it again
    }
  }
}

function multipart(raw) {
  const fields = {};
  for (const part of raw.toString('latin1').split(/\r\n--|^--/)) {
    const found = /name="([^"]+)"(; filename)?[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(part);
    if (found) fields[found[1]] = found[2] ? `${found[3].length} bytes` : Buffer.from(found[3], 'latin1').toString('utf8');
  }
  return fields;
}

const port = Number(process.argv[2]);
new Emulator({ port, host: '127.0.0.1', storeTimeout: 600 }).start().then(() => console.log('ready'));
process.on('SIGTERM', () => process.exit(0));
