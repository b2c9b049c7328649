namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Programs and services that occur at the site.</summary>
internal static class Software
{
    public static IReadOnlyList<string> Everybody { get; } =
        ["msedge.exe", "OUTLOOK.EXE", "Teams.exe", "EXCEL.EXE", "WINWORD.EXE", "explorer.exe", "OneDrive.exe", "AcroRd32.exe"];

    public static IReadOnlyList<string> Background { get; } = ["svchost.exe", "updater.exe", "RuntimeBroker.exe", "SearchIndexer.exe"];

    public static IReadOnlyList<string> CommonApps { get; } = ["Office 365", "Teams", "Expenses", "Learning", "Travel"];

    /// <summary>One of <see cref="CommonApps"/>, and what replaces it in a wide range.</summary>
    public const string OldApp = "Expenses", NewApp = "Spendwise";

    public const string DatabaseProgram = "sqlservr.exe";

    public static IReadOnlyList<string> SudoCommands { get; } =
    [
        "/usr/bin/systemctl status nginx", "/usr/bin/apt-get update", "/usr/bin/journalctl -u shop", "/usr/bin/systemctl restart shop",
        "/usr/bin/tail -f /var/log/syslog", "/usr/bin/docker ps", "/usr/bin/vim /etc/nginx/nginx.conf",
    ];

    public static IReadOnlyList<string> GuessedNames { get; } =
    [
        "root", "admin", "test", "ubuntu", "oracle", "user", "postgres", "git", "guest", "pi", "ftp", "mysql", "support", "nagios", "hadoop", "www",
    ];

    /// <summary>CloudTrail calls with the service that gives them; the everyday ones first.</summary>
    public static IReadOnlyList<(string Call, string Service)> CloudCalls { get; } =
    [
        ("DescribeInstances", "ec2"), ("GetCallerIdentity", "sts"), ("ListBuckets", "s3"), ("DescribeLogGroups", "logs"), ("GetMetricData", "monitoring"),
        ("DescribeDBInstances", "rds"), ("ListFunctions20150331", "lambda"), ("GetParameter", "ssm"), ("DescribeSecurityGroups", "ec2"),
        ("ListRoles", "iam"), ("StartInstances", "ec2"), ("PutParameter", "ssm"), ("CreateTags", "ec2"), ("UpdateFunctionCode20150331v2", "lambda"),
    ];

    /// <summary>Tools that come with the system or lie on administrators' shares; whoever breaks in finds them there.</summary>
    public static IReadOnlyList<string> AdminTools { get; } =
    [
        "powershell.exe", "cmd.exe", "net.exe", "ipconfig.exe", "whoami.exe", "tasklist.exe", "schtasks.exe", "sc.exe", "reg.exe", "nltest.exe",
        "systeminfo.exe", "wmic.exe", "PsExec64.exe", "7z.exe", "robocopy.exe", "certutil.exe", "wevtutil.exe", "vssadmin.exe", "bitsadmin.exe",
        "rundll32.exe", "procdump64.exe", "ntdsutil.exe", "rclone.exe", "AnyDesk.exe",
    ];

    public static IReadOnlyList<string> LinuxPrograms { get; } =
        ["bash", "ls", "git", "vim", "curl", "docker", "python3", "ssh", "tar", "systemctl", "rsync", "wget", "crontab", "nc", "base64"];

    /// <summary>Other companies' applications that ask for access to mail and files.</summary>
    public static IReadOnlyList<string> Integrations { get; } =
        ["Meeting Notes", "Signature Desk", "Survey Kit", "Travel Planner", "Mail Merge Pro", "Board Sync", "Quick Scheduler", "PDF Works"];

    public static IReadOnlyList<string> Groups { get; } =
        ["VPN Users", "Ledger Readers", "Project Lakefront", "Warehouse Terminals", "CRM Users", "Shop Editors", "Printer Operators", "Remote Desktop Users", "Backup Operators", "Administrators", "Domain Admins"];

    /// <summary>Services that the roll-out installs, with their programs.</summary>
    public static IReadOnlyList<(string Name, string Program)> Packages { get; } =
    [
        ("EdgeUpdater", @"C:\Program Files\Site\updater.exe"), ("EndpointSensor", @"C:\Program Files\Sensor\sensor.exe"), ("PrintHelper", @"C:\Program Files\Site\printhelper.exe"),
        ("InventoryAgent", @"C:\Program Files\Inventory\agent.exe"), ("VpnClient", @"C:\Program Files\Vpn\vpnagent.exe"),
    ];

    public static IReadOnlyList<(string Name, string Program)> Tasks { get; } =
    [
        (@"\Site\Inventory", "inventory.exe"), (@"\OneDrive Reporting Task", "OneDriveStandaloneUpdater.exe"), (@"\Site\Disk cleanup", "cleanmgr.exe"),
        (@"\UpdaterTaskUser", "updater.exe --wake"), (@"\Site\Nightly report", "powershell.exe -File report.ps1"), (@"\Restart spooler", "cmd.exe /c net stop spooler"),
    ];
}
