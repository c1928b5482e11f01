"""Authorities, certificates and signatures made for a test, by pyHanko, as a signing program would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign import signers as signing
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
ENDS = datetime(2040, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and the certificate that vouches for it."""

    cert: x509.Certificate
    key: Key
    issuer: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.cert.public_bytes(serialization.Encoding.DER)


def authority(name: str = "Mây Root CA") -> Identity:
    """An authority that vouches for itself; the same one each time."""
    return _authority(name)


@cache
def _authority(name: str) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    cert = _certificate(name, key, name, key, is_authority=True, ends=ENDS)
    return Identity(cert, key, cert)


@cache
def person(name: str, by: str = "Mây Root CA", ends: datetime = ENDS, *, for_time: bool = False) -> Identity:
    """Somebody for whom an authority vouches."""
    above = authority(by)
    key = rsa.generate_private_key(65537, 2048) if for_time else ec.generate_private_key(ec.SECP256R1())
    cert = _certificate(name, key, by, above.key, is_authority=False, ends=ends, for_time=for_time)
    return Identity(cert, key, above.cert)


def pem(who: Identity) -> bytes:
    """The certificate as a text file has it."""
    return who.cert.public_bytes(serialization.Encoding.PEM)


def sign(
    pdf: bytes,
    who: Identity,
    field: str = "Signature",
    *,
    clock: Identity | None = None,
    password: bytes | None = None,
) -> bytes:
    """The PDF with one more signature, added behind what is there; `clock` is a time authority's."""
    store = SimpleCertificateStore.from_certs([_asn1(who.issuer)])
    signer = SimpleSigner(signing_cert=_asn1(who.cert), signing_key=_key(who), cert_registry=store)
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    stamper = _stamper(clock) if clock else None
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    if password is not None:
        writer.encrypt(password)
    signing.sign_pdf(writer, meta, signer=signer, timestamper=stamper, output=out)
    return out.getvalue()


def _stamper(clock: Identity) -> DummyTimeStamper:
    store = SimpleCertificateStore.from_certs([_asn1(clock.issuer)])
    return DummyTimeStamper(tsa_cert=_asn1(clock.cert), tsa_key=_key(clock), certs_to_embed=store)


def _asn1(cert: x509.Certificate) -> Certificate:
    return Certificate.load(cert.public_bytes(serialization.Encoding.DER))


def _key(who: Identity) -> PrivateKeyInfo:
    plain = serialization.NoEncryption()
    der = who.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    return PrivateKeyInfo.load(der)


def _certificate(
    name: str,
    key: Key,
    by: str,
    signed_by: Key,
    *,
    is_authority: bool,
    ends: datetime,
    for_time: bool = False,
) -> x509.Certificate:
    begins = min(BEGINS, ends - timedelta(days=1))
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    if for_time:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(signed_by, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
