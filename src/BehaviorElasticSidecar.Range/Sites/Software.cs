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
}
