using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BehaviorElasticSidecar.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.EngineTests.Engine;

/// <summary>Real handshakes with a server that answers like OpenSearch, under a certificate authority made for the test.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tls-");
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private WebApplication? _server;
    private int _port;

    public async Task InitializeAsync()
    {
        using var authority = Authority("authority");
        using var stranger = Authority("stranger");
        Save("stranger.pem", stranger.ExportCertificatePem());
        Save("ca.pem", authority.ExportCertificatePem());
        using var server = Issue(authority, "localhost", "server");
        using var client = Issue(authority, "sidecar", "client");
        _server = await ServeAsync(X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null));
        _port = new Uri(_server.Urls.First()).Port;
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_own_authority_is_trusted_and_the_client_certificate_is_presented()
    {
        using var client = Client($"https://localhost:{_port}", "ca.pem", "client.pem", "client.key");

        var identity = await client.IdentifyAsync(CancellationToken.None);

        (identity.Stack, identity.ClusterName).ShouldBe((EngineStack.OpenSearch, "CN=sidecar"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stranger.pem")]
    public async Task A_certificate_of_an_unknown_authority_is_refused_with_the_setting_to_set(string? authority)
    {
        using var client = Client($"https://localhost:{_port}", authority, "client.pem", "client.key");

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        (trouble.Kind, trouble.RetryHelps).ShouldBe((EngineErrorKind.Tls, false));
        trouble.Message.ShouldContain("engine.certificate_authority");
    }

    [Fact]
    public async Task A_trusted_certificate_of_another_name_is_refused()
    {
        using var client = Client($"https://127.0.0.1:{_port}", "ca.pem", "client.pem", "client.key");

        (await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None))).Kind.ShouldBe(EngineErrorKind.Tls);
    }

    [Fact]
    public async Task Plain_http_to_a_node_that_speaks_tls_names_the_cure()
    {
        using var client = Client($"http://localhost:{_port}", null, null, null);

        var trouble = await Should.ThrowAsync<EngineException>(() => client.IdentifyAsync(CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.Connection);
        trouble.Message.ShouldContain("https://");
    }

    private EngineClient Client(string url, string? authority, string? certificate, string? key) => new(
        new EngineOptions
        {
            Nodes = [new Uri(url)],
            CertificateAuthority = PathOf(authority),
            ClientCertificate = PathOf(certificate),
            ClientKey = PathOf(key),
            MaxTries = 1,
        },
        TimeProvider.System, NullLogger<EngineClient>.Instance);

    private static async Task<WebApplication> ServeAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (_, _, errors) => (errors & SslPolicyErrors.RemoteCertificateNotAvailable) == 0,
        })));
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$"""
                {"cluster_name":"{{context.Connection.ClientCertificate!.Subject}}","version":{"distribution":"opensearch","number":"2.19.5"} }
                """);
        });
        await server.StartAsync();
        return server;
    }

    private X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(_now.AddHours(-1), _now.AddHours(1));
    }

    private X509Certificate2 Issue(X509Certificate2 authority, string name, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, _now.AddMinutes(-30), _now.AddMinutes(30), [1, (byte)file.Length]);
        Save(file + ".pem", signed.ExportCertificatePem());
        Save(file + ".key", key.ExportPkcs8PrivateKeyPem());
        return signed.CopyWithPrivateKey(key);
    }

    private void Save(string file, string pem) => File.WriteAllText(Path.Combine(_folder.FullName, file), pem);

    private string? PathOf(string? file) => file is null ? null : Path.Combine(_folder.FullName, file);
}
