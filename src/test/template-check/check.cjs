// node check.cjs TEMPLATE...: prints a line for each finding that is more than a remark.
const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

// The name of a secret is none, although it sounds like one.
const names = { logicalIds: [{ ruleId: "W2509", logicalId: "TokenSecretId" }] };

const engine = new RegoEngine();
for (const template of process.argv.slice(2)) {
  const report = engine.validateStandard(new TemplateFile(template), { severityLevel: "WARN", exclude: names });
  for (const { startLine, severity, ruleId, message } of report.diagnostics) {
    console.log(`${template}:${startLine}: ${severity} ${ruleId}: ${message}`);
  }
}
engine.free();
