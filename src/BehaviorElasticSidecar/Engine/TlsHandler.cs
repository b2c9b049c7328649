using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BehaviorElasticSidecar.Engine;

/// <summary>The socket side: own authorities, client certificate, no redirects (they would carry credentials elsewhere), no cookies.</summary>
internal static class TlsHandler
{
    /// <exception cref="EngineException">A certificate file cannot be read.</exception>
    public static SocketsHttpHandler Build(EngineOptions options)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (options.CertificateAuthority is { Length: > 0 } authority)
            ssl.CertificateChainPolicy = Read("engine.certificate_authority", authority, () => TrustOnly(authority));
        if (options.ClientCertificate is { Length: > 0 } certificate)
            ssl.ClientCertificates = [Read("engine.client_certificate", certificate, () => Identity(certificate, options.ClientKey))];
        return new SocketsHttpHandler
        {
            SslOptions = ssl,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Names that move to other addresses are looked up again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AutomaticDecompression = options.Compression ? DecompressionMethods.GZip : DecompressionMethods.None,
        };
    }

    private static X509ChainPolicy TrustOnly(string authority)
    {
        // Own authorities publish no revocation lists.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("no certificate in the file");
    }

    private static X509Certificate2 Identity(string certificate, string? key)
    {
        using var ephemeral = X509Certificate2.CreateFromPemFile(certificate, key);
        // Windows does not present a certificate whose key never was in a key store.
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
    }

    private static T Read<T>(string setting, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException trouble)
        {
            throw Unusable(setting, file, trouble);
        }
        catch (UnauthorizedAccessException trouble)
        {
            throw Unusable(setting, file, trouble);
        }
        catch (CryptographicException trouble)
        {
            throw Unusable(setting, file, trouble);
        }
        catch (ArgumentException trouble)
        {
            throw Unusable(setting, file, trouble);
        }
    }

    private static EngineException Unusable(string setting, string file, Exception trouble) =>
        new($"{setting}: '{file}' cannot be used: {trouble.Message}. Next: name a readable PEM file.", trouble)
        {
            Kind = EngineErrorKind.Tls,
            Method = "",
            Path = "",
            Node = "",
        };
}
