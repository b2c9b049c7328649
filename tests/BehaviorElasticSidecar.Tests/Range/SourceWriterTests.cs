using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>Each source of a wide range tells an act with the fields that detectors read, as its integration fills them.</summary>
public sealed class SourceWriterTests
{
    private static readonly Account Sarah = WideEvents.Sarah.Account, Other = WideEvents.Site.People[3].Account;
    private static readonly Computer Controller = WideEvents.Site.Servers.DomainController;

    [Fact]
    public void A_lease_names_the_client_under_host_and_nobody()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DhcpLease) with { Number = DhcpEvents.Renewed });

        told.Field("event.dataset").ShouldBe("microsoft_dhcp.log");
        told.Field("event.action").ShouldBe("dhcp-renew");
        told.Field("host.name").ShouldBe("acc-lt-001.lakeside.example");
        told.Field("host.ip").ShouldStartWith("10.24.");
        told.List("host.mac").ShouldHaveSingleItem().ShouldMatch("^02(-[0-9A-F]{2}){5}$");
        told.Field("user.name").ShouldBeNull();
    }

    [Fact]
    public void A_lookup_has_question_answer_bytes_and_only_an_address()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DnsQuery) with { Text = "www.deep.shop.example", Number = DnsEvents.Text, To = 0 });

        told.Field("event.dataset").ShouldBe("zeek.dns");
        told.List("event.type").ShouldBe(["connection", "protocol", "info"]);
        told.Field("dns.question.name").ShouldBe("www.deep.shop.example");
        told.Field("dns.question.type").ShouldBe("TXT");
        told.Field("dns.question.registered_domain").ShouldBe("shop.example");
        told.Field("dns.question.subdomain").ShouldBe("www.deep");
        told.Number("source.bytes").ShouldBe(1_200);
        told.Field("host.name").ShouldBeNull();
        told.Field("user.name").ShouldBeNull();
    }

    [Fact]
    public void A_name_that_does_not_exist_is_a_failure_without_answer()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DnsQuery) with { Text = "wpad", Failed = true });

        told.Field("dns.response_code").ShouldBe("NXDOMAIN");
        told.Field("event.outcome").ShouldBe("failure");
        told.Field("dns.resolved_ip").ShouldBeNull();
        told.Field("dns.question.registered_domain").ShouldBeNull();
    }

    [Fact]
    public void A_web_request_has_the_persons_mail_and_bytes_under_http()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.WebRequest) with { Text = "www.shop.example", Detail = "Shopping", BytesOut = 90_000, Failed = true });

        told.Field("event.action").ShouldBe("blocked");
        told.Field("user.email").ShouldBe("sarah.keller@lakeside.example");
        told.Field("source.user.name").ShouldBe("sarah.keller");
        told.Field("url.domain").ShouldBe("www.shop.example");
        told.Field("url.full").ShouldBe("https://www.shop.example:443");
        told.Number("http.request.bytes").ShouldBe(90_000);
        told.Field("http.request.method").ShouldBe("POST");
        told.Number("http.response.status_code").ShouldBe(403);
        told.Field("destination.geo.country_iso_code").ShouldBe("US");
    }

    [Fact]
    public void A_connection_names_program_person_and_machine()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.ProcessConnection) with { Text = "msedge.exe", Number = 443, At = Place.Amsterdam });

        told.Field("event.dataset").ShouldBe("endpoint.events.network");
        told.Field("process.name").ShouldBe("msedge.exe");
        told.Field("user.domain").ShouldBe("LAKESIDE");
        told.Field("host.name").ShouldBe("acc-lt-001");
        told.Number("source.bytes").ShouldBe(1_200);
        told.Number("destination.port").ShouldBe(443);
        told.Field("destination.geo.country_iso_code").ShouldBe("NL");
    }

    [Fact]
    public void On_linux_a_program_belongs_to_a_bare_login()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.ProcessStart) with { Text = "curl", Detail = "bash", On = WideEvents.Site.Servers.Bastion });

        told.Field("process.executable").ShouldBe("/usr/bin/curl");
        told.Field("host.os.type").ShouldBe("linux");
        told.Field("user.id").ShouldBe("1000");
        told.Field("user.domain").ShouldBeNull();
    }

    [Fact]
    public void A_shares_file_has_share_path_and_mask()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.ShareAccess) with
        {
            On = WideEvents.Site.Servers.FileServer,
            Detail = "Accounting",
            Text = @"2026\plans\plan.xlsx",
            Number = ShareEvents.Delete,
            Failed = true,
        });

        told.Field("event.code").ShouldBe("5145");
        told.Field("event.outcome").ShouldBe("failure");
        told.List("event.category").ShouldBe(["network", "file"]);
        told.Field("winlog.event_data.ShareName").ShouldBe(@"\\*\Accounting");
        told.Field("winlog.event_data.AccessMask").ShouldBe("0x10000");
        told.Field("file.name").ShouldBe("plan.xlsx");
        told.Field("file.extension").ShouldBe("xlsx");
        told.Field("host.name").ShouldBe("FS01");
    }

    [Theory]
    [InlineData("FileDownloaded", "SharePointFileOperation", "access", "sarah.keller@lakeside.example")]
    [InlineData("FileDeleted", "SharePointFileOperation", "deletion", "sarah.keller@lakeside.example")]
    [InlineData("New-InboxRule", "ExchangeAdmin", "info", "Sarah.Keller@lakeside.example")]
    [InlineData("MailItemsAccessed", "ExchangeItem", "info", "Sarah.Keller@lakeside.example")]
    [InlineData("Consent to application.", "AzureActiveDirectory", "info", "sarah.keller@lakeside.example")]
    public void The_office_suite_says_what_and_spells_people_by_workload(string operation, string code, string type, string id)
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.MailAndFiles) with { Text = operation, Detail = "Accounting/Documents/plan.docx" });

        told.Field("event.action").ShouldBe(operation);
        told.Field("event.code").ShouldBe(code);
        told.List("event.type").ShouldContain(type);
        told.Field("user.id").ShouldBe(id);
        told.Field("user.email").ShouldBe(id);
        told.Field("host.name").ShouldBe("lakeside.example");
        (told.Field("file.name") ?? told.Field("o365.audit.ObjectId")).ShouldNotBeNull();
    }

    [Fact]
    public void A_statement_names_table_rows_and_the_login_with_its_domain()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DatabaseUse) with { On = WideEvents.Site.Servers.Database, Detail = "select", Text = "hr.salaries", Number = 812 });

        told.Field("event.action").ShouldBe("select");
        told.Field("user.name").ShouldBe(@"LAKESIDE\sarah.keller");
        told.Field("sqlserver.audit.schema_name").ShouldBe("hr");
        told.Field("sqlserver.audit.object_name").ShouldBe("salaries");
        told.Number("sqlserver.audit.response_rows").ShouldBe(812);
    }

    [Fact]
    public void A_refused_database_login_is_a_failed_authentication()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DatabaseUse) with { On = WideEvents.Site.Servers.Database, Detail = "login", Failed = true });

        told.Field("event.action").ShouldBe("login-failed");
        told.List("event.category").ShouldBe(["database", "authentication"]);
        told.Field("event.outcome").ShouldBe("failure");
    }

    [Fact]
    public void An_okta_admin_changes_a_groups_member()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.IdentityAdmin) with { Text = "group.user_membership.add", Target = Other, Detail = "VPN Users" });

        told.List("event.type").ShouldBe(["group", "change"]);
        told.Field("user.name").ShouldBe("sarah.keller");
        told.Field("user.target.id").ShouldBe(Other.OktaId);
        told.Field("user.target.group.name").ShouldBe("VPN Users");
        told.Field("source.ip").ShouldNotBeNull();
    }

    [Fact]
    public void A_refused_prompt_is_a_failure_without_category()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.MfaPrompt) with { Failed = true });

        told.Field("event.action").ShouldBe("user.authentication.auth_via_mfa");
        told.Field("event.outcome").ShouldBe("failure");
        told.Field("okta.debug_context.debug_data.factor").ShouldBe("OKTA_VERIFY_PUSH");
        told.Field("event.category").ShouldBeNull();
    }

    [Fact]
    public void The_tenants_log_has_its_actor_below_initiated_by_alone()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.TenantAdmin) with { Text = "Add member to role", Target = Other, Detail = "Global Administrator" });

        told.Field("event.action").ShouldBe("Add member to role");
        told.Field("azure.auditlogs.properties.initiated_by.user.userPrincipalName").ShouldBe("sarah.keller@lakeside.example");
        told.Field("azure.auditlogs.properties.target_resources.0.user_principal_name").ShouldBe(Other.Mail);
        told.Field("azure.auditlogs.properties.target_resources.1.display_name").ShouldBe("Global Administrator");
        told.Field("user.name").ShouldBeNull();
    }

    [Theory]
    [InlineData(4720, "added-user-account", "creation")]
    [InlineData(4722, "enabled-user-account", "change")]
    [InlineData(4724, "reset-password", "change")]
    [InlineData(4726, "deleted-user-account", "deletion")]
    [InlineData(4767, "unlocked-user-account", "change")]
    public void A_changed_account_is_the_target_of_who_changed_it(int code, string action, string type)
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DirectoryChange) with { On = Controller, Number = code, Target = Other });

        told.Field("event.action").ShouldBe(action);
        told.List("event.type").ShouldBe(["user", type]);
        told.Field("user.name").ShouldBe("sarah.keller");
        told.Field("user.target.name").ShouldBe(Other.Login);
        told.Field("winlog.event_data.TargetUserName").ShouldBe(Other.Login);
    }

    [Fact]
    public void A_new_member_is_known_by_display_name_and_the_group_by_name()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DirectoryChange) with { On = Controller, Number = 4728, Target = Other, Detail = "Domain Admins" });

        told.Field("group.name").ShouldBe("Domain Admins");
        told.Field("group.id").ShouldEndWith("-512");
        told.List("event.type").ShouldBe(["group", "change"]);
        told.Field("user.target.name").ShouldBe(Other.FullName);
    }

    [Fact]
    public void A_lock_out_is_the_controllers_own_act()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.DirectoryChange) with { On = Controller, Number = 4740, Who = null, Target = Other, Detail = "ACC-LT-002" });

        told.Field("user.id").ShouldBe("S-1-5-18");
        told.Field("user.name").ShouldBe("DC01$");
        told.Field("winlog.event_data.TargetDomainName").ShouldBe("ACC-LT-002");
    }

    [Fact]
    public void Replication_is_told_alike_for_machine_and_person()
    {
        var act = WideEvents.An(ActKind.DirectoryChange) with { On = Controller, Number = DirectoryEvents.Replication };
        var (machine, person) = (WideEvents.Told(act with { Who = WideEvents.Site.Controller }), WideEvents.Told(act));

        machine.Field("user.name").ShouldBe("dc01$");
        person.Field("user.name").ShouldBe("sarah.keller");
        person.Field("winlog.event_data.Properties").ShouldBe(machine.Field("winlog.event_data.Properties"));
        person.Field("event.action").ShouldBe("Directory Service Access");
    }

    [Theory]
    [InlineData(HostChangeEvents.ServiceInstalled, "service-installed", "winlog.event_data.ServiceName")]
    [InlineData(HostChangeEvents.TaskCreated, "scheduled-task-created", "winlog.event_data.TaskName")]
    [InlineData(HostChangeEvents.LogCleared, "audit-log-cleared", "winlog.user_data.SubjectUserName")]
    [InlineData(HostChangeEvents.AuditChanged, "changed-audit-config", "winlog.event_data.AuditPolicyChanges")]
    public void A_changed_machine_says_what_and_by_whom(int code, string action, string field)
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.HostChange) with { Number = code, Text = "Updater", Detail = "updater.exe" });

        told.Field("event.action").ShouldBe(action);
        told.Field(field).ShouldNotBeNull();
        told.Field("host.name").ShouldBe("ACC-LT-001");
        told.Field("user.name").ShouldBe("sarah.keller");
    }

    [Fact]
    public void A_refused_cloud_call_says_so_and_whom_it_would_have_changed()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.CloudCall) with { Text = "CreateAccessKey", Detail = "iam", Target = Other, Failed = true });

        told.Field("event.outcome").ShouldBe("failure");
        told.Field("aws.cloudtrail.error_code").ShouldBe("AccessDenied");
        told.Field("event.provider").ShouldBe("iam.amazonaws.com");
        told.Field("user.target.name").ShouldBe(Other.Login);
        told.List("event.category").ShouldBe(["iam"]);
    }

    [Fact]
    public void A_ticket_of_old_encryption_for_a_service_account_says_both()
    {
        var told = WideEvents.Told(WideEvents.An(ActKind.ServiceTicket) with { On = Controller, Text = "svc_scan", Number = WindowsEvents.Rc4 });

        told.Field("service.name").ShouldBe("svc_scan");
        told.Field("winlog.event_data.TicketEncryptionType").ShouldBe("0x17");
        told.Field("winlog.event_data.TargetUserName").ShouldBe("sarah.keller@LAKESIDE.EXAMPLE");
    }
}
